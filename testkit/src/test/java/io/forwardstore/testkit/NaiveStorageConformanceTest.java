package io.forwardstore.testkit;

import io.forwardstore.StorageProvider;

/// The naive backend keeps every rule.
final class NaiveStorageConformanceTest implements NaiveConformance {
    @Override
    public StorageProvider provider() {
        return new NaiveStorageProvider();
    }
}

package io.forwardstore.testkit;

import io.forwardstore.StorageProvider;
import io.forwardstore.testkit.data.Format;

import java.util.Set;

/// The naive backend keeps every rule.
final class NaiveStorageConformanceTest implements NaiveConformance {
    @Override
    public StorageProvider provider() {
        return new NaiveStorageProvider();
    }

    @Override
    public Set<Format> formats() {
        return Set.of(Format.ARROW_IPC);
    }
}

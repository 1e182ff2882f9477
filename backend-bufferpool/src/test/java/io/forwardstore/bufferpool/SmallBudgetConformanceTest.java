package io.forwardstore.bufferpool;

import io.forwardstore.StorageOptions;
import io.forwardstore.StorageProvider;
import io.forwardstore.testkit.StorageConformance;

/// The contract with a budget that some pages fit into.
final class SmallBudgetConformanceTest implements StorageConformance {
    @Override
    public StorageProvider provider() {
        return new BufferPoolStorageProvider();
    }

    @Override
    public StorageOptions options() {
        return StorageOptions.defaults().with(BufferPoolStorageProvider.BYTES, 2L << 20);
    }
}

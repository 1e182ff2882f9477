package io.forwardstore.memory;

import io.forwardstore.StorageOptions;
import io.forwardstore.StorageProvider;
import io.forwardstore.testkit.StorageConformance;

final class MemoryStorageConformanceTest implements StorageConformance {
    @Override
    public StorageProvider provider() {
        return new MemoryStorageProvider();
    }

    @Override
    public StorageOptions optionsForAtMost(long rows) {
        return StorageOptions.defaults().with(MemoryOptions.ROW_LIMIT, rows);
    }
}

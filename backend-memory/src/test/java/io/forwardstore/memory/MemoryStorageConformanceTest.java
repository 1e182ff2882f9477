package io.forwardstore.memory;

import io.forwardstore.StorageOptions;
import io.forwardstore.StorageProvider;
import io.forwardstore.testkit.StorageConformance;
import io.forwardstore.testkit.data.Format;

import java.util.Set;

final class MemoryStorageConformanceTest implements StorageConformance {
    @Override
    public StorageProvider provider() {
        return new MemoryStorageProvider();
    }

    @Override
    public StorageOptions optionsForAtMost(long rows) {
        return StorageOptions.defaults().with(MemoryOptions.ROW_LIMIT, rows);
    }

    @Override
    public Set<Format> formats() {
        return Set.of(Format.ARROW_IPC);
    }
}

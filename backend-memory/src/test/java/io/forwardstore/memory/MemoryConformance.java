package io.forwardstore.memory;

import io.forwardstore.StorageOptions;
import io.forwardstore.StorageProvider;
import io.forwardstore.StorageProviders;
import io.forwardstore.testkit.StorageConformance;

/// The suite over this backend as the service loader finds it.
interface MemoryConformance extends StorageConformance {
    @Override
    default StorageProvider provider() {
        return StorageProviders.load().byId(MemoryStorageProvider.ID);
    }

    @Override
    default StorageOptions optionsForAtMost(long rows) {
        return options().with(MemoryOptions.ROW_LIMIT, rows);
    }
}

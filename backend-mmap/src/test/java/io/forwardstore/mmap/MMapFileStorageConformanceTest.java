package io.forwardstore.mmap;

import io.forwardstore.StorageProvider;
import io.forwardstore.StorageProviders;
import io.forwardstore.testkit.StorageConformance;

final class MMapFileStorageConformanceTest implements StorageConformance {
    @Override
    public StorageProvider provider() {
        return StorageProviders.load().byId(MMapStorageProvider.ID);
    }
}

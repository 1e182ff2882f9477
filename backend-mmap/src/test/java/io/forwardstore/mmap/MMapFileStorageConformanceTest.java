package io.forwardstore.mmap;

import io.forwardstore.StorageProvider;
import io.forwardstore.StorageProviders;
import io.forwardstore.testkit.StorageConformance;
import io.forwardstore.testkit.data.Format;

import java.util.Set;

final class MMapFileStorageConformanceTest implements StorageConformance {
    @Override
    public StorageProvider provider() {
        return StorageProviders.load().byId(MMapStorageProvider.ID);
    }

    @Override
    public Set<Format> formats() {
        return Set.of(Format.ARROW_IPC);
    }
}

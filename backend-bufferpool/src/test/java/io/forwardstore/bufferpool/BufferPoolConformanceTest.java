package io.forwardstore.bufferpool;

import io.forwardstore.StorageProvider;
import io.forwardstore.StorageProviders;
import io.forwardstore.testkit.StorageConformance;

/// The contract with the global manager: everything fits.
final class BufferPoolConformanceTest implements StorageConformance {
    @Override
    public StorageProvider provider() {
        return StorageProviders.load().byId(BufferPoolStorageProvider.ID);
    }
}

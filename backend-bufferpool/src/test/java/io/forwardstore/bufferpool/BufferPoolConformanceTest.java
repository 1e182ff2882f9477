package io.forwardstore.bufferpool;

import io.forwardstore.StorageProvider;
import io.forwardstore.StorageProviders;
import io.forwardstore.testkit.StorageConformance;
import io.forwardstore.testkit.data.Format;

import java.util.Set;

/// The contract with the global manager: everything fits.
final class BufferPoolConformanceTest implements StorageConformance {
    @Override
    public StorageProvider provider() {
        return StorageProviders.load().byId(BufferPoolStorageProvider.ID);
    }

    @Override
    public Set<Format> formats() {
        return Set.of(Format.ARROW_IPC);
    }
}

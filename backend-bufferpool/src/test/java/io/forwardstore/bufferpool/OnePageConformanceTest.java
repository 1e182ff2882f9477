package io.forwardstore.bufferpool;

import io.forwardstore.StorageOptions;
import io.forwardstore.StorageProvider;
import io.forwardstore.testkit.StorageConformance;

/// The contract with the smallest budget: that of the largest page of the suite's tables, 67,000 values of 8 bytes.
final class OnePageConformanceTest implements StorageConformance {
    private static final long LARGEST_PAGE_BYTES = 132 * 4096;

    @Override
    public StorageProvider provider() {
        return new BufferPoolStorageProvider();
    }

    @Override
    public StorageOptions options() {
        return StorageOptions.defaults().with(BufferPoolStorageProvider.BYTES, LARGEST_PAGE_BYTES);
    }
}

package io.forwardstore.mmap;

import io.forwardstore.StorageOptions;
import io.forwardstore.StorageProvider;
import io.forwardstore.StorageProviders;
import io.forwardstore.testkit.StorageConformance;

import org.junit.jupiter.api.Nested;

/// The contract whatever the operating system is told about a mapping.
final class MMapConfigurationsConformanceTest {
    private interface Mapped extends StorageConformance {
        @Override
        default StorageProvider provider() {
            return StorageProviders.load().byId(MMapStorageProvider.ID);
        }
    }

    @Nested
    final class RandomAndLocked implements Mapped {
        @Override
        public StorageOptions options() {
            return StorageOptions.defaults().with(MMapOptions.ADVICE, Advice.RANDOM).with(MMapOptions.LOCK, true);
        }
    }

    @Nested
    final class SequentialAndWarm implements Mapped {
        @Override
        public StorageOptions options() {
            return StorageOptions.defaults()
                    .with(MMapOptions.ADVICE, Advice.SEQUENTIAL)
                    .with(MMapOptions.MEMORY_WARMUP, true);
        }
    }

    @Nested
    final class AheadAndWarmAndLocked implements Mapped {
        @Override
        public StorageOptions options() {
            return StorageOptions.defaults()
                    .with(MMapOptions.ADVICE, Advice.WILLNEED)
                    .with(MMapOptions.MEMORY_WARMUP, true)
                    .with(MMapOptions.LOCK, true);
        }
    }
}

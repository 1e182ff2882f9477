package io.forwardstore.memory;

import io.forwardstore.StorageOptions;

import org.junit.jupiter.api.Nested;

/// The contract with limits, with journals, and with blocks that end every few rows.
final class MemoryConfigurationsConformanceTest {
    @Nested
    final class Limited implements MemoryConformance {
        @Override
        public StorageOptions options() {
            return StorageOptions.defaults()
                    .with(MemoryOptions.BYTE_LIMIT, 64L << 20)
                    .with(MemoryOptions.ROW_LIMIT, 1_000L);
        }
    }

    @Nested
    final class JournalledInSmallBlocks implements MemoryConformance {
        @Override
        public StorageOptions options() {
            return StorageOptions.defaults()
                    .with(MemoryOptions.DURABILITY, Durability.JOURNAL)
                    .with(MemoryOptions.BLOCK_ROWS, 7L);
        }
    }

    @Nested
    final class JournalledAndForcedNowAndThen implements MemoryConformance {
        @Override
        public StorageOptions options() {
            return StorageOptions.defaults()
                    .with(MemoryOptions.DURABILITY, Durability.JOURNAL)
                    .with(MemoryOptions.JOURNAL_SYNC, JournalSync.INTERVAL)
                    .with(MemoryOptions.JOURNAL_SYNC_MILLIS, 1L)
                    .with(MemoryOptions.BLOCK_ROWS, 1L);
        }
    }
}

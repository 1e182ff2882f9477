package io.forwardstore.engine.internal.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.memory.Memory;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;

final class RowIdScanTest {
    @Test
    void idsGoOnFromTheFirstRowInMemoryOfTheirOwn() {
        int count = 100_000;
        long firstRow = (1L << 40) - 5;
        try (BufferAllocator allocator = new RootAllocator();
                AllocatorScope scope = new AllocatorScope(allocator);
                RowIdScan scan = new RowIdScan()) {
            ArrayData ids = scan.next(firstRow, count, scope);
            assertEquals(count, ids.length());
            assertEquals(0, ids.validity());
            assertTrue(scope.allocatedBytes() >= (long) count * Long.BYTES);
            for (int i = 0; i < count; i++) {
                assertEquals(firstRow + i, Memory.getLong(ids.buffer1() + (long) Long.BYTES * i));
            }
        }
    }
}

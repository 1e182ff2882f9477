package io.forwardstore.engine.internal.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;

import java.util.List;

final class ScanRootTest {
    @Test
    void betweenBatchesNothingIsHeldAndNoRowIsShown() {
        try (BufferAllocator allocator = new RootAllocator();
                IntVector vector = new IntVector("i", allocator);
                ScanRoot root = new ScanRoot(new Schema(List.of(vector.getField())), List.of(vector))) {
            vector.setSafe(2, 7);
            vector.setValueCount(3);
            root.setLoadedRowCount(3);
            assertEquals(3, root.getRowCount());
            assertEquals(7, vector.get(2));
            assertEquals(vector, root.getVector("i"));
            root.clearVectors();
            assertEquals(0, root.getRowCount());
            assertEquals(0, allocator.getAllocatedMemory());
        }
    }
}

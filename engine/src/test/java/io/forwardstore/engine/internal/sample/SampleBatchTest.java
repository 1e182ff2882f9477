package io.forwardstore.engine.internal.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

final class SampleBatchTest {
    private static final SampleTable TABLE = new SampleTable(SampleTable.DEFAULT_SEED);

    @Test
    void vectorsHoldTheTablesValuesAlsoWhenFilledAgain() {
        try (BufferAllocator allocator = new RootAllocator();
                SampleBatch batch = new SampleBatch(TABLE, allocator)) {
            batch.fill(0, 1_000);
            check(batch.rows(), 0, 1_000);
            batch.fill(123_456_789, 300);
            check(batch.rows(), 123_456_789, 300);
        }
    }

    private static void check(VectorSchemaRoot rows, long firstRow, int count) {
        assertEquals(count, rows.getRowCount());
        for (int i = 0; i < count; i++) {
            long row = firstRow + i;
            assertEquals(row, rows.getVector("id").getObject(i));
            assertEquals(TABLE.category(row), rows.getVector("category").getObject(i).toString());
            assertEquals(TABLE.title(row), rows.getVector("title").getObject(i).toString());
            assertEquals(TABLE.price(row), rows.getVector("price").getObject(i));
            assertEquals(TABLE.hasScore(row) ? TABLE.score(row) : null, rows.getVector("score").getObject(i));
            assertEquals(TABLE.flag(row), rows.getVector("flag").getObject(i));
            assertEquals(
                    TABLE.tags(row),
                    ((List<?>) rows.getVector("tags").getObject(i)).stream().map(Object::toString).toList());
            List<?> embedding = (List<?>) rows.getVector("embedding").getObject(i);
            assertEquals(SampleTable.EMBEDDING_SIZE, embedding.size());
            for (int dimension = 0; dimension < embedding.size(); dimension++) {
                assertEquals(TABLE.embedding(row, dimension), embedding.get(dimension));
            }
        }
    }

    @Test
    void valuesHaveTheRangesAndSharesThatTheTablePromises() {
        int rows = 20_000;
        int scores = 0;
        int flags = 0;
        Set<String> categories = new HashSet<>();
        Set<String> tags = new HashSet<>();
        Set<Integer> titleLengths = new HashSet<>();
        for (long row = 0; row < rows; row++) {
            scores += TABLE.hasScore(row) ? 1 : 0;
            flags += TABLE.flag(row) ? 1 : 0;
            assertEquals(10, TABLE.category(row).length());
            categories.add(TABLE.category(row));
            titleLengths.add(TABLE.title(row).length());
            tags.addAll(TABLE.tags(row));
            assertTrue(TABLE.tags(row).size() <= 5);
            assertTrue(TABLE.tsMicros(row) < TABLE.tsMicros(row + 1));
            assertTrue(Math.abs(TABLE.embedding(row, (int) (row % 128))) <= 1);
        }
        assertEquals(0.9, scores / (double) rows, 0.02);
        assertEquals(0.5, flags / (double) rows, 0.02);
        assertEquals(100, categories.size());
        assertEquals(50, tags.size());
        assertEquals(21, titleLengths.size());
    }

    @Test
    void anotherSeedGivesAnotherTable() {
        assertNotEquals(TABLE.title(5), new SampleTable(1).title(5));
    }
}

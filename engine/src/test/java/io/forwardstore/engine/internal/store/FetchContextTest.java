package io.forwardstore.engine.internal.store;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.engine.PageIndex;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;

final class FetchContextTest {
    @Test
    void columnsThatAreCutAlikeShareTheirRowsByPageAndOthersDoNot() {
        PageIndex tens = PageIndex.of(new long[] {0, 10, 20});
        PageIndex fives = PageIndex.of(new long[] {0, 5, 20});
        try (BufferAllocator allocator = new RootAllocator();
                ChunkRecycler recycler = new ChunkRecycler(allocator)) {
            FetchContext context = new FetchContext(allocator, recycler);
            for (long[] rows : new long[][] {{3, 12, 7}, {19}}) {
                context.begin(rows);
                PageGroups groups = context.groupsOf(tens);
                assertSame(tens, groups.index());
                assertNotSame(groups, context.groupsOf(fives));
                assertSame(fives, context.groupsOf(fives).index());
                assertSame(groups, context.groupsOf(tens));
                assertSame(rows, context.rowIds());
                context.end();
            }
        }
    }

    @Test
    void aFrugalFetchLetsGoOfWhatItHadAndTheNextOneIsGenerous() {
        try (BufferAllocator allocator = new RootAllocator();
                ChunkRecycler recycler = new ChunkRecycler(allocator)) {
            FetchContext context = new FetchContext(allocator, recycler);
            boolean[] released = new boolean[1];
            context.begin(new long[] {1});
            context.scope().onClose(() -> released[0] = true);
            context.becomeFrugal();
            assertTrue(released[0]);
            assertTrue(context.scope().isFrugal());
            context.end();
            context.begin(new long[0]);
            assertFalse(context.scope().isFrugal());
            context.end();
        }
    }
}

package io.forwardstore.engine.internal.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.forwardstore.engine.PageIndex;
import io.forwardstore.engine.internal.array.Selection;

import org.junit.jupiter.api.Test;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

final class PageGroupsTest {
    private final PageGroups groups = new PageGroups();
    private final Random random = new Random(3);

    /// One group for each page touched, numbered as they are met.
    private void check(PageIndex index, int rows) {
        long[] rowIds = random.longs(rows, 0, index.rowCount()).toArray();
        groups.locate(index, rowIds);
        Map<Integer, Integer> expected = new LinkedHashMap<>();
        Selection selection = groups.selection();
        assertEquals(rows, selection.runs());
        for (int i = 0; i < rows; i++) {
            int page = index.pageOf(rowIds[i]);
            int group = expected.computeIfAbsent(page, _ -> expected.size());
            assertEquals(group, selection.sources()[i], "group of row " + rowIds[i]);
            assertEquals(page, groups.page(group));
            assertEquals(rowIds[i] - index.firstRow(page), selection.starts()[i]);
            assertEquals(1, selection.lengths()[i]);
        }
        assertEquals(expected.size(), groups.count());
    }

    @Test
    void rowsAreGroupedByPageWhateverTheNumberOfPagesBefore() {
        for (int pages : new int[] {1, 20, 5, 4_096, 4_097, 300, 100_000, 7, 100_000, 5_000}) {
            PageIndex index = PageIndex.uniform(3, 3L * pages);
            for (int rows : new int[] {1, 2, 40, 1_000, 3}) {
                check(index, rows);
            }
        }
    }

    @Test
    void pagesWhoseSlotsCollideStayApart() {
        PageIndex index = PageIndex.uniform(1, 1_000_000);
        for (int i = 0; i < 200; i++) {
            check(index, 1 + random.nextInt(64));
        }
    }
}

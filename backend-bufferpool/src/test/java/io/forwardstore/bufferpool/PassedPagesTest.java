package io.forwardstore.bufferpool;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class PassedPagesTest {
    @Test
    void everySecondPassOfAPageIsTold() {
        PassedPages pages = new PassedPages(65);
        for (int page : new int[] {0, 31, 32, 33, 64}) {
            assertFalse(pages.isSecondPass(page), "page " + page);
        }
        for (int page : new int[] {0, 31, 32, 33, 64}) {
            assertTrue(pages.isSecondPass(page), "page " + page);
        }
        assertFalse(pages.isSecondPass(31), "a third pass is a first one again");
        assertFalse(pages.isSecondPass(30));
    }
}

package io.forwardstore.bufferpool;

import java.util.concurrent.atomic.AtomicIntegerArray;

/// One bit a page: was it loaded in passing before?
///
/// A scan that comes once should leave the cache as it was; pages that are scanned again and again deserve to be
/// considered for it.
final class PassedPages {
    private final AtomicIntegerArray words;

    PassedPages(int pageCount) {
        this.words = new AtomicIntegerArray(Math.ceilDiv(pageCount, Integer.SIZE));
    }

    /// Notes a pass. Answers true, and forgets the page, if it was noted before.
    boolean isSecondPass(int page) {
        int bit = 1 << page;
        return (words.getAndAccumulate(page / Integer.SIZE, bit, (word, mask) -> word ^ mask) & bit) != 0;
    }
}

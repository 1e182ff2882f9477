package io.forwardstore.mmap;

import io.forwardstore.engine.FileRange;
import io.forwardstore.engine.ReadAhead;

import java.util.Arrays;

/// Reads pages of a mapping ahead while they seem to be missing from memory.
final class MappedReadAhead implements ReadAhead {
    /// The most pages of one plan: more could push each other out of memory before they are used.
    static final int MAX_PAGES = 1 << 16;

    private final PageControl pages;
    private final long address;
    private final long sizeBytes;
    private final ColdWatch watch = new ColdWatch();
    private final Plan timedRead = new TimedRead();

    /// @param address where the mapping starts
    /// @param sizeBytes its extent
    MappedReadAhead(PageControl pages, long address, long sizeBytes) {
        this.pages = pages;
        this.address = address;
        this.sizeBytes = sizeBytes;
    }

    @Override
    public Plan plan(boolean decodes) {
        ColdWatch.Guess guess = watch.guess();
        if (guess == ColdWatch.Guess.COLD) {
            return new PagePlan(decodes);
        }
        return decodes || guess == ColdWatch.Guess.DOUBTFUL ? new CountedRead(decodes) : timedRead;
    }

    /// The file was brought into memory.
    void becomeWarm() {
        watch.becomeWarm();
    }

    /// A read of bytes that are probably in memory.
    private abstract static class UnplannedRead implements Plan {
        @Override
        public boolean isWanted() {
            return false;
        }

        @Override
        public void add(long start, long bytes) {}

        @Override
        public void add(FileRange range) {}

        @Override
        public void start() {}
    }

    /// Without state of its own, for the reads that take the least time.
    private final class TimedRead extends UnplannedRead {
        @Override
        public void finished(long values, long bytes, long nanos) {
            watch.unplanned(values, bytes, nanos);
        }
    }

    private final class CountedRead extends UnplannedRead {
        private final boolean decodes;
        private final long readBefore = pages.threadReadBytes();

        CountedRead(boolean decodes) {
            this.decodes = decodes;
        }

        @Override
        public void finished(long values, long bytes, long nanos) {
            long readPages = (pages.threadReadBytes() - readBefore) / pages.pageBytes();
            if (decodes) {
                watch.unplannedDecoding(values, readPages);
            } else {
                watch.counted(readPages, values, bytes, nanos);
            }
        }
    }

    /// The numbers of pages: up to `started` those asked for, ascending; behind them those added since.
    private final class PagePlan implements Plan {
        private final boolean decodes;
        private final long pageBytes = pages.pageBytes();
        private final long readBefore = pages.threadReadBytes();
        private long[] numbers = new long[256];
        private int started;
        private int count;
        private long last = -1;

        PagePlan(boolean decodes) {
            this.decodes = decodes;
        }

        @Override
        public boolean isWanted() {
            return true;
        }

        @Override
        public void add(long start, long bytes) {
            addAt(start - address, bytes);
        }

        @Override
        public void add(FileRange range) {
            addAt(range.offsetBytes(), range.bytes());
        }

        private void addAt(long offset, long bytes) {
            if (bytes <= 0 || offset < 0 || offset >= sizeBytes || bytes > sizeBytes - offset) {
                return;
            }
            long end = (offset + bytes - 1) / pageBytes;
            for (long page = offset / pageBytes; page <= end && count < MAX_PAGES; page++) {
                if (page != last) {
                    addPage(page);
                }
            }
        }

        private void addPage(long page) {
            if (count == numbers.length) {
                numbers = Arrays.copyOf(numbers, count * 2);
            }
            numbers[count++] = page;
            last = page;
        }

        @Override
        public void start() {
            Arrays.sort(numbers, started, count);
            int kept = keepNew();
            int from = started;
            while (from < kept) {
                int to = from + 1;
                while (to < kept && numbers[to] == numbers[to - 1] + 1) {
                    to++;
                }
                pages.willNeed(address + numbers[from] * pageBytes, (to - from) * pageBytes);
                from = to;
            }
            count = kept;
            Arrays.sort(numbers, 0, count);
            started = count;
            last = -1;
        }

        /// Keeps each page once that was not asked for already; answers where they end.
        private int keepNew() {
            int kept = started;
            for (int i = started; i < count; i++) {
                long page = numbers[i];
                boolean known =
                        kept > started && numbers[kept - 1] == page
                                || Arrays.binarySearch(numbers, 0, started, page) >= 0;
                if (!known) {
                    numbers[kept++] = page;
                }
            }
            return kept;
        }

        @Override
        public void finished(long values, long bytes, long nanos) {
            long readBytes = pages.threadReadBytes() - readBefore;
            if (decodes) {
                watch.plannedDecoding(started * pageBytes, readBytes);
            } else {
                watch.planned(started * pageBytes, readBytes, values, bytes, nanos);
            }
        }
    }
}

package io.forwardstore.mmap;

/// Tells from how fetches went whether the next one should ask for its pages beforehand.
///
/// A fetch that did not ask, and took far longer than one from memory, may have waited for storage, or for a processor:
/// it makes the watch doubtful. What the next such one reads from storage tells which, and makes it cold or warm again.
/// If a fetch decodes what it touches, its time says nothing, and what it read from storage counts at once. One that
/// asked, and for which next to nothing came from storage, makes it warm: asking was in vain. A store begins cold.
///
/// **Threads.** Safe for concurrent calls.
final class ColdWatch {
    /// Where the next fetch will probably find its pages.
    enum Guess {
        /// In storage: it should ask for them.
        COLD,
        /// In one or the other: what it reads should be counted.
        DOUBTFUL,
        /// In memory.
        WARM
    }

    /// Copying a value from memory takes a tenth of a microsecond; asking for its page one or two.
    private static final long SLOW_NANOS_PER_VALUE = 2_000;

    private static final long SLOW_NANOS_PER_BYTE = 2;

    /// File systems that do not account for what they read: faults that find their page in memory take less.
    private static final long COLD_NANOS_PER_VALUE = 50_000;

    /// Waiting for a page takes about as long as asking for so many.
    private static final long ASKED_PER_READ = 64;

    private volatile Guess guess = Guess.COLD;

    Guess guess() {
        return guess;
    }

    /// The file was brought into memory.
    void becomeWarm() {
        guess = Guess.WARM;
    }

    /// A fetch did not ask for its pages, and copied values as they lie in the file.
    void unplanned(long values, long bytes, long nanos) {
        if (nanos > values * SLOW_NANOS_PER_VALUE + bytes * SLOW_NANOS_PER_BYTE && guess == Guess.WARM) {
            guess = Guess.DOUBTFUL;
        }
    }

    /// A fetch did not ask for its pages, copied values as they lie in the file, and was counted.
    ///
    /// @param readPages what it had to read from storage
    void counted(long readPages, long values, long bytes, long nanos) {
        if (isMuch(readPages, values) || isVerySlow(values, bytes, nanos)) {
            guess = Guess.COLD;
        } else if (guess == Guess.DOUBTFUL) {
            guess = Guess.WARM;
        }
    }

    private static boolean isVerySlow(long values, long bytes, long nanos) {
        return nanos > values * COLD_NANOS_PER_VALUE + bytes * SLOW_NANOS_PER_BYTE;
    }

    /// A fetch did not ask for its pages, and decoded what it touched.
    ///
    /// @param readPages what it had to read from storage
    void unplannedDecoding(long values, long readPages) {
        if (isMuch(readPages, values)) {
            guess = Guess.COLD;
        }
    }

    private static boolean isMuch(long readPages, long values) {
        return readPages * ASKED_PER_READ > values;
    }

    /// A fetch asked for its pages, and copied values as they lie in the file.
    ///
    /// @param askedBytes what it asked for
    /// @param readBytes what it had to read from storage
    void planned(long askedBytes, long readBytes, long values, long bytes, long nanos) {
        if (!isVerySlow(values, bytes, nanos)) {
            plannedDecoding(askedBytes, readBytes);
        }
    }

    /// A fetch asked for its pages, and decoded what it touched.
    ///
    /// @param askedBytes what it asked for
    /// @param readBytes what it had to read from storage
    void plannedDecoding(long askedBytes, long readBytes) {
        if (readBytes < askedBytes / ASKED_PER_READ || readBytes == 0) {
            guess = Guess.WARM;
        }
    }
}

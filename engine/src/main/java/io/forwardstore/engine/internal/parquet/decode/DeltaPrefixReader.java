package io.forwardstore.engine.internal.parquet.decode;

import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.array.MalformedPageException;
import io.forwardstore.engine.internal.memory.Memory;

/// Reads DELTA_BYTE_ARRAY: each value is the start of the one before it, and a suffix.
///
/// The last value is kept in memory of its own, whose size is the longest value's.
final class DeltaPrefixReader {
    private final long prefixes;
    private final long suffixes;
    private final int count;
    private final long fileOffsetBytes;
    private final long value;
    private int length;
    private int next;
    private long at;

    DeltaPrefixReader(long address, long bytes, int maxCount, PageScope scratch, long fileOffsetBytes) {
        long end = address + bytes;
        this.fileOffsetBytes = fileOffsetBytes;
        DeltaReader prefixReader = new DeltaReader(address, bytes, maxCount, fileOffsetBytes);
        this.count = prefixReader.count();
        this.prefixes = scratch.allocate((long) count * Integer.BYTES);
        prefixReader.readLengths(prefixes);
        long suffixStart = prefixReader.endAddress();
        DeltaReader suffixReader = new DeltaReader(suffixStart, end - suffixStart, maxCount, fileOffsetBytes);
        if (suffixReader.count() != count) {
            throw malformed(count + " suffixes, found " + suffixReader.count());
        }
        this.suffixes = scratch.allocate((long) count * Integer.BYTES);
        long suffixBytes = suffixReader.readLengths(suffixes);
        this.at = suffixReader.endAddress();
        if (suffixBytes > end - at) {
            throw malformed(suffixBytes + " bytes of suffixes, found " + (end - at));
        }
        this.value = scratch.allocate(longest());
    }

    /// The longest value's bytes, with all prefixes checked.
    private int longest() {
        long last = 0;
        long longest = 0;
        for (int i = 0; i < count; i++) {
            int prefix = Memory.getInt(prefixes + (long) i * Integer.BYTES);
            if (prefix > last) {
                throw malformed("a prefix of at most " + last + " bytes, found " + prefix);
            }
            last = (long) prefix + Memory.getInt(suffixes + (long) i * Integer.BYTES);
            longest = Math.max(longest, last);
        }
        if (longest > Integer.MAX_VALUE) {
            throw malformed("values of at most 2 GiB, found " + longest + " bytes");
        }
        return (int) longest;
    }

    /// The length of the value `ahead` values after the next one.
    int lengthAt(int ahead) {
        long index = (long) next + ahead;
        return Memory.getInt(prefixes + index * Integer.BYTES) + Memory.getInt(suffixes + index * Integer.BYTES);
    }

    /// Moves to the next value.
    void advance() {
        int prefix = Memory.getInt(prefixes + (long) next * Integer.BYTES);
        int suffix = Memory.getInt(suffixes + (long) next * Integer.BYTES);
        Memory.copy(at, value + prefix, suffix);
        at += suffix;
        length = prefix + suffix;
        next++;
    }

    /// Where the current value stands, until the next [#advance].
    long value() {
        return value;
    }

    int length() {
        return length;
    }

    /// Fails unless so many values are left.
    void check(int values) {
        if (values > count - next) {
            throw malformed("more byte arrays than " + count);
        }
    }

    private MalformedPageException malformed(String expected) {
        return new MalformedPageException(fileOffsetBytes, "expected " + expected);
    }
}

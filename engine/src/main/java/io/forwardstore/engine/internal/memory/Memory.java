package io.forwardstore.engine.internal.memory;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Reads and writes at plain addresses.
///
/// All accesses go through one segment that spans the whole address space. A loop that sees mapped segments in one call
/// and native ones in the next loses its type profile; through this class every loop sees one kind of memory. Nothing
/// is checked here: callers check extents before their loops, and hold the [Lease] of what they touch.
///
/// A fault under a mapping (a truncated file, an I/O error) surfaces as [InternalError].
public final class Memory {
    private static final MemorySegment EVERYTHING = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /// What [#copyBlock] copies.
    public static final int BLOCK_BYTES = 64;

    /// Below this a copy in line beats the call of a bulk copy.
    private static final int INLINE_COPY_BYTES = 96;

    /// The most that is copied in one piece: HotSpot copies more than 2.5 MiB past the caches (seen up to JDK 25), but
    /// what is copied here is read next.
    private static final long MAX_CACHED_COPY_BYTES = 1 << 20;

    private static final int MAX_PARSED_COPY_BYTES = 64 << 20;

    /// Never changes; being volatile hides that from compilers.
    private static volatile int pollRounds = 2;

    private Memory() {}

    public static byte getByte(long address) {
        return EVERYTHING.get(ValueLayout.JAVA_BYTE, address);
    }

    public static short getShort(long address) {
        return EVERYTHING.get(SHORT, address);
    }

    /// Made of two halves: where an int in memory becomes a long at once, compilers for x86 emit an instruction that
    /// the JVM cannot step over when it faults (`movslq`; seen up to JDK 25), and a fault under a mapping would end it.
    public static int getInt(long address) {
        return Short.toUnsignedInt(getShort(address)) | getShort(address + Short.BYTES) << Short.SIZE;
    }

    /// As [#getInt] in one load: for memory that cannot fault, and for ints that are moved or compared as they are.
    public static int getPlainInt(long address) {
        return EVERYTHING.get(INT, address);
    }

    public static long getLong(long address) {
        return EVERYTHING.get(LONG, address);
    }

    public static void putByte(long address, byte value) {
        EVERYTHING.set(ValueLayout.JAVA_BYTE, address, value);
    }

    public static void putShort(long address, short value) {
        EVERYTHING.set(SHORT, address, value);
    }

    public static void putInt(long address, int value) {
        EVERYTHING.set(INT, address, value);
    }

    public static void putLong(long address, long value) {
        EVERYTHING.set(LONG, address, value);
    }

    /// The bit `index` places after the first bit of the byte at `address`, least significant bit first.
    public static boolean getBit(long address, long index) {
        // Shifted to the sign, not masked: the JVM cannot step over a test of bits in memory (`testb`) that faults.
        return getByte(address + (index >>> 3)) << (Integer.SIZE - 1 - (int) (index & 7)) < 0;
    }

    /// Copies bytes between ranges that do not overlap.
    public static void copy(long source, long target, long bytes) {
        if (bytes <= INLINE_COPY_BYTES) {
            copyShort(source, target, (int) bytes);
        } else {
            copyLong(source, target, bytes);
        }
    }

    private static void copyLong(long source, long target, long bytes) {
        long done = 0;
        for (; bytes - done > MAX_CACHED_COPY_BYTES; done += MAX_CACHED_COPY_BYTES) {
            MemorySegment.copy(EVERYTHING, source + done, EVERYTHING, target + done, MAX_CACHED_COPY_BYTES);
        }
        MemorySegment.copy(EVERYTHING, source + done, EVERYTHING, target + done, bytes - done);
    }

    /// Whole words, then one word or less that may overlap them.
    private static void copyShort(long source, long target, int bytes) {
        if (bytes >= Long.BYTES) {
            int last = bytes - Long.BYTES;
            for (int at = 0; at < last; at += Long.BYTES) {
                putLong(target + at, getLong(source + at));
            }
            putLong(target + last, getLong(source + last));
        } else if (bytes >= Integer.BYTES) {
            int last = bytes - Integer.BYTES;
            int tail = getPlainInt(source + last);
            putInt(target, getPlainInt(source));
            putInt(target + last, tail);
        } else {
            for (int at = 0; at < bytes; at++) {
                putByte(target + at, getByte(source + at));
            }
        }
    }

    /// Copies [#BLOCK_BYTES] bytes.
    public static void copyBlock(long source, long target) {
        // Slices of a constant size are checked once, not with each word, and never come to be. The loop is unrolled
        // late: written out it would eat up what the compiler allows a method, and callers would lose inlining.
        MemorySegment from = EVERYTHING.asSlice(source, BLOCK_BYTES);
        MemorySegment to = EVERYTHING.asSlice(target, BLOCK_BYTES);
        for (int at = 0; at < BLOCK_BYTES; at += Long.BYTES) {
            to.set(LONG, at, from.get(LONG, at));
        }
    }

    /// Copies bytes to the heap.
    public static void copyToArray(long source, byte[] target, int targetIndex, int bytes) {
        MemorySegment.copy(EVERYTHING, ValueLayout.JAVA_BYTE, source, target, targetIndex, bytes);
    }

    /// Copies bytes from the heap.
    public static void copyFromArray(byte[] source, int sourceIndex, long target, int bytes) {
        MemorySegment.copy(source, sourceIndex, EVERYTHING, ValueLayout.JAVA_BYTE, target, bytes);
    }

    /// Sets every byte of a range.
    public static void fill(long address, long bytes, byte value) {
        EVERYTHING.asSlice(address, bytes).fill(value);
    }

    /// Lets a fault of an access before it surface here at the latest.
    ///
    /// Code reports a fault at its next safepoint poll, which may lie behind the caller's `catch`. A loop whose end no
    /// compiler can foresee polls each time it goes back. What runs between the faulty access and the poll works on
    /// arbitrary values: it must not trust a value that it reads twice.
    ///
    /// @throws InternalError if an access of this thread faulted
    public static void awaitFaults() {
        int rounds = 0;
        while (rounds < pollRounds) {
            rounds++;
        }
    }

    /// The fault that [#awaitFaults] would throw, or null: for cleaning up, which must not be cut short.
    public static @Nullable InternalError pendingFault() {
        try {
            awaitFaults();
            return null;
        } catch (InternalError e) {
            return e;
        }
    }

    /// A copy on the heap of bytes that a parser will look at, little-endian: nothing that happens to their file later
    /// changes it. Only what is very large is looked at where it lies.
    public static ByteBuffer forParsing(long address, int bytes) {
        if (bytes > MAX_PARSED_COPY_BYTES) {
            return asByteBuffer(address, bytes);
        }
        byte[] copy = new byte[bytes];
        copyToArray(address, copy, 0, bytes);
        awaitFaults();
        return ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// The bytes as a little-endian buffer, for channels, codecs and flatbuffers. The caller keeps the memory valid.
    public static ByteBuffer asByteBuffer(long address, int bytes) {
        return asSegment(address, bytes).asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    /// The bytes as a segment. The caller keeps the memory valid.
    public static MemorySegment asSegment(long address, long bytes) {
        return EVERYTHING.asSlice(address, bytes);
    }
}

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

    /// What processors load into their caches at once.
    private static final int LINE_BYTES = 64;

    /// Below this a copy in line beats the call of a bulk copy.
    private static final int INLINE_COPY_BYTES = 96;

    /// The most that is copied in one piece: HotSpot copies more than 2.5 MiB past the caches (seen up to JDK 25), but
    /// what is copied here is read next.
    private static final long MAX_CACHED_COPY_BYTES = 1 << 20;

    /// Ranges that are brought into the caches together: as many of half a KiB as the smallest cache holds.
    private static final int GROUP = 64;

    private static final int MAX_PARSED_COPY_BYTES = 64 << 20;

    /// Never changes; being volatile hides that from compilers.
    private static volatile int pollRounds = 2;

    private static final ThreadLocal<@Nullable InternalError> DEFERRED = new ThreadLocal<>();

    /// True once a fault was deferred: most processes never see one.
    private static volatile boolean everDeferred;

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

    /// Two halves that may overlap: no loop whose end depends on the length, which branch predictors cannot know. From
    /// 33 bytes on 32 bytes at a time, the last of which may overlap those before.
    ///
    /// All in one method, of more bytecodes than HotSpot inlines: the code for so many accesses would use up what the
    /// compiler allows a caller, and leave calls in its loops.
    private static void copyShort(long source, long target, int bytes) {
        if (bytes > 32) {
            int last = bytes - 32;
            for (int at = 0; ; at = Math.min(at + 32, last)) {
                // Slices of a constant size are checked once, not with each word, and never come to be.
                MemorySegment from = EVERYTHING.asSlice(source + at, 32);
                MemorySegment to = EVERYTHING.asSlice(target + at, 32);
                long first = from.get(LONG, 0);
                long second = from.get(LONG, 8);
                long third = from.get(LONG, 16);
                long fourth = from.get(LONG, 24);
                to.set(LONG, 0, first);
                to.set(LONG, 8, second);
                to.set(LONG, 16, third);
                to.set(LONG, 24, fourth);
                if (at == last) {
                    return;
                }
            }
        } else if (bytes >= 16) {
            long tail = bytes - 16L;
            long first = getLong(source);
            long second = getLong(source + 8);
            long third = getLong(source + tail);
            long fourth = getLong(source + tail + 8);
            putLong(target, first);
            putLong(target + 8, second);
            putLong(target + tail, third);
            putLong(target + tail + 8, fourth);
        } else if (bytes >= 8) {
            long tail = bytes - 8L;
            long last = getLong(source + tail);
            putLong(target, getLong(source));
            putLong(target + tail, last);
        } else if (bytes >= 4) {
            long tail = bytes - 4L;
            int last = getPlainInt(source + tail);
            putInt(target, getPlainInt(source));
            putInt(target + tail, last);
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

    /// Brings bytes that will be read soon into the processor's caches: all at once, where reading them one after the
    /// other would wait for each.
    ///
    /// @param addresses where the bytes start
    /// @param bytes how many can be read there
    /// @param count how many addresses there are
    /// @param maxBytes how many are wanted of each at most
    public static void touch(long[] addresses, int[] bytes, int count, int maxBytes) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            long address = addresses[i];
            int wanted = Math.min(bytes[i], maxBytes);
            for (int at = 0; at < wanted; at += LINE_BYTES) {
                sum += getByte(address + at);
            }
        }
        keep(sum);
    }

    /// Copies ranges one behind the other. They are brought into the processor's caches in groups first: copies would
    /// wait for one after the other.
    ///
    /// @param addresses where the ranges start
    /// @param bytes how long they are
    /// @param count how many there are
    public static void copyAll(long[] addresses, long[] bytes, int count, long target) {
        long at = target;
        for (int first = 0; first < count; first += GROUP) {
            int end = Math.min(count, first + GROUP);
            if (count > 1) {
                touchEnds(addresses, bytes, first, end);
            }
            for (int i = first; i < end; i++) {
                copy(addresses[i], at, bytes[i]);
                at += bytes[i];
            }
        }
    }

    /// Loads the first and the last byte of each range: what lies between, processors fetch by themselves.
    private static void touchEnds(long[] addresses, long[] bytes, int from, int to) {
        int sum = 0;
        for (int i = from; i < to; i++) {
            if (bytes[i] > 0) {
                sum += getByte(addresses[i]) + getByte(addresses[i] + bytes[i] - 1);
            }
        }
        keep(sum);
    }

    /// Keeps compilers from leaving out the loads that a value was made of.
    private static void keep(int value) {
        if (value == pollRounds) {
            poll();
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
    /// Code reports a fault at its next safepoint poll, which may lie behind the caller's `catch`. What runs between
    /// the faulty access and the poll works on arbitrary values: it must not trust a value that it reads twice. A read
    /// calls this before it answers, while it can still undo.
    ///
    /// @throws InternalError if an access of this thread faulted
    public static void awaitFaults() {
        poll();
        if (everDeferred) {
            InternalError fault = takeDeferred();
            if (fault != null) {
                throw fault;
            }
        }
    }

    /// Keeps a fault that is on its way from surfacing in what follows, which must not be cut short: cleaning up. The
    /// next [#awaitFaults] or [#pendingFault] of this thread reports it.
    public static void deferFaults() {
        try {
            poll();
        } catch (InternalError e) {
            everDeferred = true;
            DEFERRED.set(e);
        }
    }

    /// The fault that [#awaitFaults] would throw, or null.
    public static @Nullable InternalError pendingFault() {
        deferFaults();
        return everDeferred ? takeDeferred() : null;
    }

    private static @Nullable InternalError takeDeferred() {
        InternalError fault = DEFERRED.get();
        if (fault != null) {
            DEFERRED.remove();
        }
        return fault;
    }

    /// A loop whose end no compiler can foresee polls each time it goes back.
    private static void poll() {
        int rounds = 0;
        while (rounds < pollRounds) {
            rounds++;
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

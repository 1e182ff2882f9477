package io.forwardstore.engine.internal.parquet.format;

import io.forwardstore.engine.internal.array.MalformedPageException;
import io.forwardstore.engine.internal.memory.Memory;

import java.nio.charset.StandardCharsets;

/// Reads Thrift's compact protocol at plain addresses (Thrift specification, "Thrift Compact Protocol").
///
/// Structures are read by their own code: a loop over [#nextField] that switches on the field's number and skips the
/// fields that it does not know. Every length is checked against what is left before anything is made for it, so that
/// hostile input can ask for no more memory than a small multiple of its own size.
///
/// **State.** A position. **Threads.** One. **Failure.** [MalformedPageException].
public final class CompactReader {
    /// What [#nextField] answers at the end of a structure.
    public static final int STOP = 0;

    private static final int TRUE = 1;
    private static final int FALSE = 2;
    private static final int BYTE = 3;
    private static final int I16 = 4;
    private static final int I32 = 5;
    private static final int I64 = 6;
    private static final int DOUBLE = 7;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int SET = 10;
    private static final int MAP = 11;
    private static final int STRUCT = 12;
    private static final int UUID = 13;
    private static final int UUID_BYTES = 16;

    /// Deeper nesting than any structure of the format has, also in fields that are skipped.
    private static final int MAX_DEPTH = 32;

    private final long start;
    private final long end;
    private final long fileOffsetBytes;
    private long at;
    private boolean ranOut;

    /// @param address where the structure starts
    /// @param bytes the most bytes that it may take
    /// @param fileOffsetBytes where in the file that is, for messages
    public CompactReader(long address, long bytes, long fileOffsetBytes) {
        this.start = address;
        this.end = address + bytes;
        this.fileOffsetBytes = fileOffsetBytes;
        this.at = address;
    }

    /// Bytes read so far.
    public long consumedBytes() {
        return at - start;
    }

    /// True if reading failed because the bytes ended, so that it may succeed with more of them.
    public boolean ranOut() {
        return ranOut;
    }

    /// The next field of a structure: its type in the low four bits, its number above them, or [#STOP].
    ///
    /// @param previous what the call before answered in the same structure, 0 before the first
    public int nextField(int previous) {
        int header = readByte();
        int type = header & 0xF;
        if (type == STOP) {
            return STOP;
        }
        int delta = header >>> 4;
        int id = delta != 0 ? (previous >>> 4) + delta : (int) readZigZag();
        if (id < 0 || id > Short.MAX_VALUE) {
            throw malformed("a field number up to 32767, found " + id);
        }
        return id << 4 | type;
    }

    /// The number of a field.
    public static int id(int field) {
        return field >>> 4;
    }

    /// A field of type i32 (or narrower).
    public int readInt(int field) {
        int type = field & 0xF;
        if (type == BYTE) {
            return (byte) readByte();
        }
        if (type != I32 && type != I16) {
            throw wrongType(field, "an integer");
        }
        return narrow(readZigZag());
    }

    /// A field of type i64.
    public long readLong(int field) {
        require(field, I64, "a 64-bit integer");
        return readZigZag();
    }

    /// A field of type bool.
    public boolean readBoolean(int field) {
        int type = field & 0xF;
        if (type != TRUE && type != FALSE) {
            throw wrongType(field, "a boolean");
        }
        return type == TRUE;
    }

    /// A field of type string.
    public String readString(int field) {
        require(field, BINARY, "a string");
        int length = readLength();
        byte[] utf8 = new byte[length];
        Memory.copyToArray(at, utf8, 0, length);
        at += length;
        return new String(utf8, StandardCharsets.UTF_8);
    }

    /// Enters a field that is a structure.
    public void beginStruct(int field) {
        require(field, STRUCT, "a structure");
    }

    /// Enters a field that is a list of structures; answers how many there are.
    ///
    /// @param minBytes the fewest bytes that one of them takes, its end included
    public int beginStructList(int field, int minBytes) {
        require(field, LIST, "a list");
        int header = readByte();
        int size = listSize(header);
        if ((header & 0xF) != STRUCT && size > 0) {
            throw malformed("a list of structures in field " + id(field));
        }
        if ((long) size * minBytes > end - at) {
            ranOut = true;
            throw malformed("at most " + (end - at) / minBytes + " elements in field " + id(field) + ", found " + size);
        }
        return size;
    }

    /// Enters a field that is a list of 32-bit integers; answers how many there are.
    public int beginIntList(int field) {
        require(field, LIST, "a list");
        int header = readByte();
        int size = listSize(header);
        if ((header & 0xF) != I32 && size > 0) {
            throw malformed("a list of integers in field " + id(field));
        }
        return size;
    }

    /// The next integer of a list that was entered.
    public int nextInt() {
        return narrow(readZigZag());
    }

    /// Passes over a field's value.
    public void skip(int field) {
        skip(field & 0xF, 0);
    }

    private void skip(int type, int depth) {
        if (depth > MAX_DEPTH) {
            throw malformed("structures nested at most " + MAX_DEPTH + " deep");
        }
        switch (type) {
            case TRUE, FALSE -> {}
            case BYTE -> skipBytes(1);
            case I16, I32, I64 -> readVarint();
            case DOUBLE -> skipBytes(Double.BYTES);
            case BINARY -> skipBytes(readLength());
            case LIST, SET -> skipList(depth);
            case MAP -> skipMap(depth);
            case STRUCT -> skipStruct(depth);
            case UUID -> skipBytes(UUID_BYTES);
            default -> throw malformed("a field type of the compact protocol, found " + type);
        }
    }

    private void skipStruct(int depth) {
        for (int field = nextField(0); field != STOP; field = nextField(field)) {
            skip(field & 0xF, depth + 1);
        }
    }

    private void skipList(int depth) {
        int header = readByte();
        int size = listSize(header);
        for (int i = 0; i < size; i++) {
            skipElement(header & 0xF, depth + 1);
        }
    }

    private void skipMap(int depth) {
        int size = narrow(readVarint());
        if (size == 0) {
            return;
        }
        int types = readByte();
        for (int i = 0; i < size; i++) {
            skipElement(types >>> 4, depth + 1);
            skipElement(types & 0xF, depth + 1);
        }
    }

    /// In containers a boolean takes a byte.
    private void skipElement(int type, int depth) {
        if (type == TRUE || type == FALSE) {
            skipBytes(1);
        } else {
            skip(type, depth);
        }
    }

    private int listSize(int header) {
        int size = header >>> 4;
        if (size == 0xF) {
            size = narrow(readVarint());
        }
        if (size < 0) {
            throw malformed("a list size from 0, found " + size);
        }
        return size;
    }

    private int readLength() {
        long length = readVarint();
        if (length < 0 || length > end - at) {
            ranOut = true;
            throw malformed("a string of at most " + (end - at) + " bytes, found " + length);
        }
        return (int) length;
    }

    private void skipBytes(int bytes) {
        if (bytes > end - at) {
            throw truncated();
        }
        at += bytes;
    }

    private int readByte() {
        if (at >= end) {
            throw truncated();
        }
        return Memory.getByte(at++) & 0xFF;
    }

    private long readVarint() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = readByte();
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw malformed("an integer of at most 10 bytes");
    }

    private long readZigZag() {
        long value = readVarint();
        return (value >>> 1) ^ -(value & 1);
    }

    private int narrow(long value) {
        if (value != (int) value) {
            throw malformed("a 32-bit integer, found " + value);
        }
        return (int) value;
    }

    private void require(int field, int type, String expected) {
        if ((field & 0xF) != type) {
            throw wrongType(field, expected);
        }
    }

    private MalformedPageException wrongType(int field, String expected) {
        return malformed(expected + " in field " + id(field) + ", found type " + (field & 0xF));
    }

    private MalformedPageException truncated() {
        ranOut = true;
        return malformed("more bytes of metadata after " + (at - start));
    }

    /// A failure at the current position.
    public MalformedPageException malformed(String expected) {
        return new MalformedPageException(fileOffsetBytes + (at - start), "expected " + expected);
    }
}

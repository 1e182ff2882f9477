package io.forwardstore.testkit.data;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/// Writes Thrift structs in the compact protocol (Thrift specification, "Thrift Compact protocol encoding"), as much of
/// it as Parquet's metadata needs. Fields are written in ascending order of their ids.
final class CompactThrift {
    private static final int TRUE = 1;
    private static final int FALSE = 2;
    private static final int BYTE = 3;
    private static final int I32 = 5;
    private static final int I64 = 6;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int STRUCT = 12;
    private static final int SHORT_LIST = 15;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Deque<Integer> outerFields = new ArrayDeque<>();
    private int lastField;

    byte[] toByteArray() {
        return out.toByteArray();
    }

    CompactThrift bool(int field, boolean value) {
        header(field, value ? TRUE : FALSE);
        return this;
    }

    CompactThrift i8(int field, int value) {
        header(field, BYTE);
        out.write(value);
        return this;
    }

    CompactThrift i32(int field, int value) {
        header(field, I32);
        zigzag(value);
        return this;
    }

    CompactThrift i64(int field, long value) {
        header(field, I64);
        zigzag(value);
        return this;
    }

    CompactThrift string(int field, String value) {
        header(field, BINARY);
        string(value);
        return this;
    }

    /// Starts a struct in a field; [#end] ends it.
    CompactThrift struct(int field) {
        header(field, STRUCT);
        return element();
    }

    /// Starts a list of structs in a field; each element is started by [#element] and ended by [#end].
    CompactThrift structs(int field, int size) {
        list(field, size, STRUCT);
        return this;
    }

    CompactThrift element() {
        outerFields.push(lastField);
        lastField = 0;
        return this;
    }

    CompactThrift strings(int field, Iterable<String> values, int size) {
        list(field, size, BINARY);
        values.forEach(this::string);
        return this;
    }

    CompactThrift i32s(int field, int... values) {
        list(field, values.length, I32);
        for (int value : values) {
            zigzag(value);
        }
        return this;
    }

    /// Ends a struct.
    CompactThrift end() {
        out.write(0);
        lastField = outerFields.isEmpty() ? 0 : outerFields.pop();
        return this;
    }

    private void header(int field, int type) {
        int delta = field - lastField;
        lastField = field;
        out.write(delta << 4 | type);
    }

    private void list(int field, int size, int type) {
        header(field, LIST);
        if (size < SHORT_LIST) {
            out.write(size << 4 | type);
        } else {
            out.write(SHORT_LIST << 4 | type);
            varint(out, size);
        }
    }

    private void string(String value) {
        byte[] content = value.getBytes(StandardCharsets.UTF_8);
        varint(out, content.length);
        out.writeBytes(content);
    }

    private void zigzag(long value) {
        varint(out, value << 1 ^ value >> 63);
    }

    static void varint(ByteArrayOutputStream out, long value) {
        long left = value;
        while ((left & ~0x7fL) != 0) {
            out.write((int) (left & 0x7f | 0x80));
            left >>>= 7;
        }
        out.write((int) left);
    }
}

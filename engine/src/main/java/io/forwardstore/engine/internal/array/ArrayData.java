package io.forwardstore.engine.internal.array;

import org.jspecify.annotations.Nullable;

/// One Arrow array as plain addresses: a page of a column, or a child of one.
///
/// What `buffer1` and `buffer2` are depends on the [Layout]:
///
/// | layout | buffer1 | buffer2 | children |
/// |---|---|---|---|
/// | null | | | |
/// | bit, fixed width | values | | |
/// | var width | offsets | bytes | |
/// | view | views | | (`variadic`) |
/// | list, map | offsets | | values |
/// | list view | offsets | sizes | values |
/// | fixed-size list, struct | | | children |
/// | sparse union | type ids | | children |
/// | dense union | type ids | offsets | children |
/// | run-end encoded | | | run ends, values |
///
/// A dictionary-encoded array has its indices' layout and a `dictionary`.
///
/// The extents of all buffers are checked against `length` by whoever makes the array; offsets, sizes, indices and the
/// like are checked where they are followed. The memory belongs to someone else: whoever uses an array keeps its
/// [io.forwardstore.engine.internal.memory.Lease] or scope.
///
/// @param length values, nulls included
/// @param nullCount nulls, or -1 if not known
/// @param validity address of the validity bits, 0 if nothing is null
/// @param buffer1 address, see above
/// @param buffer2 address, see above
/// @param buffer2Bytes the extent of `buffer2`, for var width
/// @param variadic address and extent in bytes of each data buffer of views, in turn; empty for other layouts
/// @param children the children, in the field's order
/// @param dictionary the dictionary's values, null if not dictionary-encoded
/// @param fileOffsetBytes where in the file the page starts, for messages
public record ArrayData(
        int length,
        int nullCount,
        long validity,
        long buffer1,
        long buffer2,
        long buffer2Bytes,
        long[] variadic,
        ArrayData[] children,
        @Nullable ArrayData dictionary,
        long fileOffsetBytes) {
    /// The `nullCount` of an array whose nulls were not counted.
    public static final int UNKNOWN_NULL_COUNT = -1;

    private static final long[] NO_VARIADIC = {};
    private static final ArrayData[] NO_CHILDREN = {};

    /// An array of the null type.
    public static ArrayData nulls(int length, long fileOffsetBytes) {
        return new ArrayData(length, length, 0, 0, 0, 0, NO_VARIADIC, NO_CHILDREN, null, fileOffsetBytes);
    }

    /// An array of bits or of fixed-width values.
    public static ArrayData fixedWidth(int length, int nullCount, long validity, long values, long fileOffsetBytes) {
        return new ArrayData(
                length, nullCount, validity, values, 0, 0, NO_VARIADIC, NO_CHILDREN, null, fileOffsetBytes);
    }

    /// An array of strings or binaries with offsets.
    public static ArrayData varWidth(
            int length,
            int nullCount,
            long validity,
            long offsets,
            long bytes,
            long bytesExtent,
            long fileOffsetBytes) {
        return new ArrayData(
                length,
                nullCount,
                validity,
                offsets,
                bytes,
                bytesExtent,
                NO_VARIADIC,
                NO_CHILDREN,
                null,
                fileOffsetBytes);
    }

    /// An array of views.
    public static ArrayData view(
            int length, int nullCount, long validity, long views, long[] variadic, long fileOffsetBytes) {
        return new ArrayData(length, nullCount, validity, views, 0, 0, variadic, NO_CHILDREN, null, fileOffsetBytes);
    }

    /// An array with children, of any nested layout.
    public static ArrayData nested(
            int length,
            int nullCount,
            long validity,
            long buffer1,
            long buffer2,
            ArrayData[] children,
            long fileOffsetBytes) {
        return new ArrayData(
                length, nullCount, validity, buffer1, buffer2, 0, NO_VARIADIC, children, null, fileOffsetBytes);
    }

    /// This array of indices with the dictionary that they point into.
    public ArrayData withDictionary(ArrayData values) {
        return new ArrayData(
                length,
                nullCount,
                validity,
                buffer1,
                buffer2,
                buffer2Bytes,
                variadic,
                children,
                values,
                fileOffsetBytes);
    }

    /// The first `length` values of this array with other validity bits.
    public ArrayData withValidity(int length, long validity) {
        return new ArrayData(
                length,
                UNKNOWN_NULL_COUNT,
                validity,
                buffer1,
                buffer2,
                buffer2Bytes,
                variadic,
                children,
                dictionary,
                fileOffsetBytes);
    }

    /// The only child of a list, or the first child.
    public ArrayData child() {
        return children[0];
    }
}

package io.forwardstore.engine.internal.array;

import io.forwardstore.engine.PageScope;

import org.apache.arrow.vector.types.pojo.Field;

/// Parts of arrays that share the whole's memory.
///
/// Only what cannot be shared is copied into the scope: bits that do not start on a byte, because Arrow's Java vectors
/// have no bit offset, and run ends, which count from the array's start.
public final class Slices {
    private Slices() {}

    /// The values `start` to `start + count - 1`.
    ///
    /// @param field the field as it is stored; run ends must have been checked
    public static ArrayData slice(Field field, ArrayData array, int start, int count, PageScope scope) {
        if (start == 0 && count == array.length()) {
            return array;
        }
        ArrayData dictionary = array.dictionary();
        if (field.getDictionary() != null && dictionary != null) {
            int width = StoredFields.indexType(field.getDictionary()).getBitWidth() / Byte.SIZE;
            return fixedWidth(array, start, count, width, scope).withDictionary(dictionary);
        }
        long offset = array.fileOffsetBytes();
        long validity = bits(array.validity(), start, count, scope);
        return switch (Layout.of(field)) {
            case Layout.Null _ -> ArrayData.nulls(count, offset);
            case Layout.Bit _ ->
                    ArrayData.fixedWidth(
                            count, nullCount(array), validity, bits(array.buffer1(), start, count, scope), offset);
            case Layout.FixedWidth l -> fixedWidth(array, start, count, l.bytes(), scope);
            case Layout.VarWidth l ->
                    ArrayData.varWidth(
                            count,
                            nullCount(array),
                            validity,
                            array.buffer1() + (long) start * l.offsetBytes(),
                            array.buffer2(),
                            end(array, l, start + count),
                            offset);
            case Layout.View _ ->
                    ArrayData.view(
                            count,
                            nullCount(array),
                            validity,
                            array.buffer1() + (long) start * ViewGatherer.VIEW_BYTES,
                            array.variadic(),
                            offset);
            case Layout.ListOf l -> nested(array, count, validity, (long) start * l.offsetBytes(), 0, array.children());
            case Layout.ListView l -> {
                long shift = (long) start * l.offsetBytes();
                yield nested(array, count, validity, shift, shift, array.children());
            }
            case Layout.FixedSizeList l ->
                    nested(
                            array,
                            count,
                            validity,
                            0,
                            0,
                            children(field, array, start * l.size(), count * l.size(), scope));
            case Layout.Struct _ -> nested(array, count, validity, 0, 0, children(field, array, start, count, scope));
            case Layout.SparseUnion _ -> nested(array, count, 0, start, 0, children(field, array, start, count, scope));
            case Layout.DenseUnion _ -> nested(array, count, 0, start, 4L * start, array.children());
            case Layout.RunEndEncoded _ -> runEndEncoded(field, array, start, count, scope);
        };
    }

    /// Where the values before `index` end; within the bytes even if the file changed since its offsets were checked.
    private static long end(ArrayData array, Layout.VarWidth layout, long index) {
        return Math.clamp(Offsets.get(layout.offsetBytes(), array.buffer1(), index), 0, array.buffer2Bytes());
    }

    private static ArrayData fixedWidth(ArrayData array, int start, int count, int width, PageScope scope) {
        return ArrayData.fixedWidth(
                count,
                nullCount(array),
                bits(array.validity(), start, count, scope),
                array.buffer1() + (long) start * width,
                array.fileOffsetBytes());
    }

    private static ArrayData nested(
            ArrayData array, int count, long validity, long shift1, long shift2, ArrayData[] children) {
        return ArrayData.nested(
                count,
                nullCount(array),
                validity,
                array.buffer1() + shift1,
                array.buffer2() + shift2,
                children,
                array.fileOffsetBytes());
    }

    private static ArrayData[] children(Field field, ArrayData array, int start, int count, PageScope scope) {
        ArrayData[] children = new ArrayData[array.children().length];
        for (int i = 0; i < children.length; i++) {
            children[i] = slice(field.getChildren().get(i), array.children()[i], start, count, scope);
        }
        return children;
    }

    private static ArrayData runEndEncoded(Field field, ArrayData array, int start, int count, PageScope scope) {
        ArrayData ends = array.children()[0];
        int width = ((Layout.FixedWidth) Layout.of(field.getChildren().get(0))).bytes();
        int first = RunEndGatherer.findRun(ends, width, start);
        int last = count == 0 ? first - 1 : RunEndGatherer.findRun(ends, width, start + count - 1);
        // Within the runs even if the file changed since they were checked.
        int runs = Math.clamp(last - first + 1, 0, ends.length() - first);
        long address = scope.allocate((long) runs * width);
        for (int run = 0; run < runs; run++) {
            long end = RunEndGatherer.runEnd(ends, width, first + run) - start;
            RunEndGatherer.putRunEnd(address, width, run, (int) Math.min(count, end));
        }
        ArrayData values = slice(field.getChildren().get(1), array.children()[1], first, runs, scope);
        return ArrayData.nested(
                count,
                0,
                0,
                0,
                0,
                new ArrayData[] {ArrayData.fixedWidth(runs, 0, 0, address, array.fileOffsetBytes()), values},
                array.fileOffsetBytes());
    }

    private static long bits(long address, int start, int count, PageScope scope) {
        if (address == 0 || (start & 7) == 0) {
            return address == 0 ? 0 : address + (start >>> 3);
        }
        long copy = scope.allocate(Bits.bytesFor(count));
        Bits.copy(address, start, copy, 0, count);
        return copy;
    }

    private static int nullCount(ArrayData array) {
        return array.nullCount() == 0 ? 0 : ArrayData.UNKNOWN_NULL_COUNT;
    }
}

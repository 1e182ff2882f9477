package io.forwardstore.engine.internal.array;

import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.memory.Memory;

import org.apache.arrow.vector.types.pojo.Field;

/// Arrays of nulls, of any field.
public final class NullArrays {
    private NullArrays() {}

    /// `length` nulls; where a layout cannot say null (unions, run-end encoded), its first child's or its values do.
    ///
    /// @param field a field as it is stored
    public static ArrayData of(Field field, int length, PageScope scope) {
        if (field.getDictionary() == null) {
            return ofValues(field, length, scope);
        }
        int width = StoredFields.indexType(field.getDictionary()).getBitWidth() / Byte.SIZE;
        long validity = zeros(Bits.bytesFor(length), scope);
        return ArrayData.fixedWidth(length, length, validity, zeros((long) length * width, scope), 0)
                .withDictionary(ofValues(field, 0, scope));
    }

    /// `length` nulls of what a field's dictionary holds, if it has one.
    static ArrayData ofValues(Field field, int length, PageScope scope) {
        long validity = zeros(Bits.bytesFor(length), scope);
        return switch (Layout.of(field)) {
            case Layout.Null _ -> ArrayData.nulls(length, 0);
            case Layout.Bit _ -> ArrayData.fixedWidth(length, length, validity, validity, 0);
            case Layout.FixedWidth l ->
                    ArrayData.fixedWidth(length, length, validity, zeros((long) length * l.bytes(), scope), 0);
            case Layout.VarWidth l ->
                    ArrayData.varWidth(
                            length, length, validity, zeros((length + 1L) * l.offsetBytes(), scope), 0, 0, 0);
            case Layout.View _ ->
                    ArrayData.view(
                            length,
                            length,
                            validity,
                            zeros((long) length * ViewGatherer.VIEW_BYTES, scope),
                            new long[0],
                            0);
            case Layout.ListOf l ->
                    nested(field, length, validity, zeros((length + 1L) * l.offsetBytes(), scope), 0, 0, scope);
            case Layout.ListView l -> {
                long zeros = zeros((long) length * l.offsetBytes(), scope);
                yield nested(field, length, validity, zeros, zeros, 0, scope);
            }
            case Layout.FixedSizeList l ->
                    nested(field, length, validity, 0, 0, Math.multiplyExact(length, l.size()), scope);
            case Layout.Struct _ -> nested(field, length, validity, 0, 0, length, scope);
            case Layout.SparseUnion _ -> nested(field, length, 0, typeIds(field, length, scope), 0, length, scope);
            case Layout.DenseUnion _ ->
                    nested(
                            field,
                            length,
                            0,
                            typeIds(field, length, scope),
                            zeros(4L * length, scope),
                            Math.min(1, length),
                            scope);
            case Layout.RunEndEncoded _ -> runEndEncoded(field, length, scope);
        };
    }

    private static ArrayData nested(
            Field field, int length, long validity, long buffer1, long buffer2, int childLength, PageScope scope) {
        ArrayData[] children = new ArrayData[field.getChildren().size()];
        for (int i = 0; i < children.length; i++) {
            children[i] = of(field.getChildren().get(i), childLength, scope);
        }
        return ArrayData.nested(length, validity == 0 ? 0 : length, validity, buffer1, buffer2, children, 0);
    }

    private static ArrayData runEndEncoded(Field field, int length, PageScope scope) {
        int runs = Math.min(1, length);
        int runEndBytes = ((Layout.FixedWidth) Layout.of(field.getChildren().get(0))).bytes();
        long ends = zeros((long) runs * runEndBytes, scope);
        if (runs == 1) {
            RunEndGatherer.putRunEnd(ends, runEndBytes, 0, length);
        }
        ArrayData values = of(field.getChildren().get(1), runs, scope);
        return ArrayData.nested(
                length, 0, 0, 0, 0, new ArrayData[] {ArrayData.fixedWidth(runs, 0, 0, ends, 0), values}, 0);
    }

    private static long typeIds(Field field, int length, PageScope scope) {
        long address = scope.allocate(length);
        int[] ids = StoredFields.typeIds(field);
        Memory.fill(address, length, (byte) (ids.length == 0 ? 0 : ids[0]));
        return address;
    }

    private static long zeros(long bytes, PageScope scope) {
        long address = scope.allocate(bytes);
        Memory.fill(address, bytes, (byte) 0);
        return address;
    }
}

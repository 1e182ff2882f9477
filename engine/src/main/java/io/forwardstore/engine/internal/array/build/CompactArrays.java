package io.forwardstore.engine.internal.array.build;

import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.array.Layout;

import org.apache.arrow.vector.types.pojo.Field;

import java.util.List;

/// Tells arrays that hold what they use and nothing else.
public final class CompactArrays {
    private CompactArrays() {}

    /// True if an array is as an [ArrayBuilder] would make it: offsets begin at 0, children end where their parent
    /// does. False where finding out would take a look at every value.
    public static boolean isCompact(Field field, ArrayData array) {
        int length = array.length();
        return switch (Layout.of(field)) {
            case Layout.Null _, Layout.Bit _, Layout.FixedWidth _ -> true;
            case Layout.VarWidth(int offsetBytes) -> endOf(array, offsetBytes, array.buffer2Bytes()) >= 0;
            case Layout.ListOf(int offsetBytes) ->
                    endOf(array, offsetBytes, array.child().length()) == array.child().length()
                            && areCompact(field.getChildren(), array);
            case Layout.FixedSizeList(int size) -> hasChildrenOf(array, (long) length * size, field);
            case Layout.Struct _, Layout.SparseUnion _ -> hasChildrenOf(array, length, field);
            case Layout.View _, Layout.ListView _, Layout.DenseUnion _, Layout.RunEndEncoded _ -> false;
        };
    }

    /// The last offset, or -1 if the first is not 0 or the last one lies outside.
    private static long endOf(ArrayData array, int offsetBytes, long limit) {
        if (array.length() == 0) {
            return 0;
        }
        long end = Offsets.at(array.buffer1(), offsetBytes, array.length());
        return Offsets.at(array.buffer1(), offsetBytes, 0) == 0 && end <= limit ? end : -1;
    }

    private static boolean hasChildrenOf(ArrayData array, long length, Field field) {
        for (ArrayData child : array.children()) {
            if (child.length() != length) {
                return false;
            }
        }
        return areCompact(field.getChildren(), array);
    }

    private static boolean areCompact(List<Field> fields, ArrayData array) {
        for (int i = 0; i < fields.size(); i++) {
            if (!isCompact(fields.get(i), array.children()[i])) {
                return false;
            }
        }
        return true;
    }
}

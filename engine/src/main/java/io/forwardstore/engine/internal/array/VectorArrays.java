package io.forwardstore.engine.internal.array;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;

import java.util.List;

/// Arrow vectors seen as [ArrayData].
///
/// Extents are checked against what the vectors' buffers hold; nothing is copied. The arrays are valid while the vector
/// is open and unchanged.
public final class VectorArrays {
    private static final int VIEW_BYTES = 16;
    private static final ArrayData[] NO_CHILDREN = {};

    private VectorArrays() {}

    /// A vector's array. A dictionary-encoded vector gives its indices, without a dictionary.
    ///
    /// @throws IllegalArgumentException if a buffer is too small for the vector's count of values
    public static ArrayData of(FieldVector vector) {
        Field field = vector.getField();
        int length = vector.getValueCount();
        Layout layout = Layout.of(field);
        if (layout instanceof Layout.Null) {
            return ArrayData.nulls(length, 0);
        }
        Buffers buffers = new Buffers(field, vector.getFieldBuffers());
        return switch (layout) {
            case Layout.Null _ -> throw new AssertionError(layout);
            case Layout.Bit _ -> fixedWidth(vector, buffers, bitmapBytes(length));
            case Layout.FixedWidth(int bytes) -> fixedWidth(vector, buffers, (long) length * bytes);
            case Layout.VarWidth(int offsetBytes) -> varWidth(vector, buffers, offsetBytes);
            case Layout.View _ -> views(vector, buffers);
            case Layout.ListOf(int offsetBytes) ->
                    nested(vector, buffers, length == 0 ? 0 : (length + 1L) * offsetBytes, 0);
            case Layout.ListView(int offsetBytes) ->
                    nested(vector, buffers, (long) length * offsetBytes, (long) length * offsetBytes);
            case Layout.FixedSizeList _, Layout.Struct _ -> nested(vector, buffers, 0, 0);
            case Layout.SparseUnion _ -> union(vector, buffers.address(0, length), 0);
            case Layout.DenseUnion _ ->
                    union(vector, buffers.address(0, length), buffers.address(1, (long) length * Integer.BYTES));
            case Layout.RunEndEncoded _ -> union(vector, 0, 0);
        };
    }

    /// A vector's array, with the dictionary wherever it or a child is dictionary-encoded.
    ///
    /// @throws IllegalArgumentException if a dictionary is missing, or as for [#of(FieldVector)]
    public static ArrayData of(FieldVector vector, DictionaryProvider provider) {
        return withDictionaries(vector, of(vector), provider);
    }

    private static ArrayData withDictionaries(FieldVector vector, ArrayData array, DictionaryProvider provider) {
        DictionaryEncoding encoding = vector.getField().getDictionary();
        if (encoding != null) {
            Dictionary dictionary = provider.lookup(encoding.getId());
            if (dictionary == null) {
                throw new IllegalArgumentException(
                        "column '" + vector.getName() + "' has no dictionary with id " + encoding.getId());
            }
            return array.withDictionary(of(dictionary.getVector(), provider));
        }
        for (int i = 0; i < array.children().length; i++) {
            array.children()[i] =
                    withDictionaries(vector.getChildrenFromFields().get(i), array.children()[i], provider);
        }
        return array;
    }

    private static ArrayData fixedWidth(FieldVector vector, Buffers buffers, long bytes) {
        int nulls = vector.getNullCount();
        return ArrayData.fixedWidth(
                vector.getValueCount(), nulls, validity(vector, buffers, nulls), buffers.address(1, bytes), 0);
    }

    private static ArrayData varWidth(FieldVector vector, Buffers buffers, int offsetBytes) {
        int length = vector.getValueCount();
        int nulls = vector.getNullCount();
        long offsets = buffers.address(1, length == 0 ? 0 : (length + 1L) * offsetBytes);
        return ArrayData.varWidth(
                length,
                nulls,
                validity(vector, buffers, nulls),
                offsets,
                buffers.address(2, 0),
                buffers.capacity(2),
                0);
    }

    private static ArrayData views(FieldVector vector, Buffers buffers) {
        int length = vector.getValueCount();
        int nulls = vector.getNullCount();
        long views = buffers.address(1, (long) length * VIEW_BYTES);
        long[] variadic = new long[2 * (buffers.count() - 2)];
        for (int i = 0; i < variadic.length; i += 2) {
            variadic[i] = buffers.address(2 + i / 2, 0);
            variadic[i + 1] = buffers.capacity(2 + i / 2);
        }
        return ArrayData.view(length, nulls, validity(vector, buffers, nulls), views, variadic, 0);
    }

    private static ArrayData nested(FieldVector vector, Buffers buffers, long bytes1, long bytes2) {
        int nulls = vector.getNullCount();
        return ArrayData.nested(
                vector.getValueCount(),
                nulls,
                validity(vector, buffers, nulls),
                bytes1 == 0 ? 0 : buffers.address(1, bytes1),
                bytes2 == 0 ? 0 : buffers.address(2, bytes2),
                children(vector),
                0);
    }

    private static ArrayData union(FieldVector vector, long buffer1, long buffer2) {
        return ArrayData.nested(vector.getValueCount(), 0, 0, buffer1, buffer2, children(vector), 0);
    }

    private static ArrayData[] children(FieldVector vector) {
        return vector.getChildrenFromFields().stream().map(VectorArrays::of).toList().toArray(NO_CHILDREN);
    }

    private static long validity(FieldVector vector, Buffers buffers, int nulls) {
        return nulls == 0 ? 0 : buffers.address(0, bitmapBytes(vector.getValueCount()));
    }

    private static long bitmapBytes(int length) {
        return (length + 7L) >>> 3;
    }

    /// A vector's buffers in the order of the Arrow specification.
    private record Buffers(Field field, List<ArrowBuf> buffers) {
        int count() {
            return buffers.size();
        }

        long capacity(int index) {
            return buffers.get(index).capacity();
        }

        long address(int index, long neededBytes) {
            ArrowBuf buffer = buffers.get(index);
            if (buffer.capacity() < neededBytes) {
                throw new IllegalArgumentException(
                        "Invalid vector '"
                                + field.getName()
                                + "': buffer "
                                + index
                                + " has "
                                + buffer.capacity()
                                + " bytes, its values need "
                                + neededBytes);
            }
            return buffer.memoryAddress();
        }
    }
}

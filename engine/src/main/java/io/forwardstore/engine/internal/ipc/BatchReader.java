package io.forwardstore.engine.internal.ipc;

import io.forwardstore.engine.internal.array.ArrayChecks;
import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.array.Bits;
import io.forwardstore.engine.internal.array.Layout;
import io.forwardstore.engine.internal.array.MalformedPageException;
import io.forwardstore.engine.internal.array.StoredFields;

import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

import java.io.IOException;

/// Reads one column of a batch: walks its field depth first along the batch's nodes and buffers.
///
/// Every buffer is checked to be as large as its array's length demands.
final class BatchReader {
    private static final int VIEW_BYTES = 16;

    private final BatchMetadata batch;
    private final Buffers buffers;
    private final DictionaryLookup dictionaries;
    private int node;
    private int buffer;
    private int variadic;

    BatchReader(BatchMetadata batch, Buffers buffers, DictionaryLookup dictionaries) {
        this.batch = batch;
        this.buffers = buffers;
        this.dictionaries = dictionaries;
    }

    /// Goes to where a column begins.
    BatchReader at(ColumnStart start) {
        node = start.node();
        buffer = start.buffer();
        variadic = start.variadic();
        return this;
    }

    /// Where the next column begins.
    ColumnStart next() {
        return new ColumnStart(node, buffer, variadic);
    }

    /// Reads the column; narrow decimals are widened.
    ///
    /// @param field its field as the file has it
    /// @param length its length
    ArrayData read(Field field, int length) throws IOException {
        ArrayData array = readArray(field);
        if (array.length() < length) {
            throw malformed(
                    "expected an array of "
                            + length
                            + " values for field '"
                            + field.getName()
                            + "', found "
                            + array.length());
        }
        return array;
    }

    private ArrayData readArray(Field field) throws IOException {
        if (2 * node >= batch.nodes().length) {
            throw malformed("expected a node for field '" + field.getName() + "'");
        }
        int length = (int) batch.nodes()[2 * node];
        int nullCount = (int) batch.nodes()[2 * node + 1];
        node++;
        if (field.getDictionary() != null) {
            int width = StoredFields.indexType(field.getDictionary()).getBitWidth() / Byte.SIZE;
            return readFixedWidth(length, nullCount, width)
                    .withDictionary(dictionaries.values(field.getDictionary().getId()));
        }
        return switch (Layout.of(field)) {
            case Layout.Null _ -> ArrayData.nulls(length, offset());
            case Layout.Bit _ -> {
                long validity = readValidity(length, nullCount);
                yield ArrayData.fixedWidth(length, nullCount, validity, next(Bits.bytesFor(length)), offset());
            }
            case Layout.FixedWidth l
                    when field.getType() instanceof ArrowType.Decimal t && NarrowDecimals.isNarrow(t.getBitWidth()) -> {
                long validity = readValidity(length, nullCount);
                requireBuffer();
                long values = buffers.widened(buffer++, length, l.bytes());
                yield ArrayData.fixedWidth(length, nullCount, validity, values, offset());
            }
            case Layout.FixedWidth l -> readFixedWidth(length, nullCount, l.bytes());
            case Layout.VarWidth l -> readVarWidth(length, nullCount, l.offsetBytes());
            case Layout.View _ -> readView(length, nullCount);
            case Layout.ListOf l -> {
                long validity = readValidity(length, nullCount);
                long offsets = next(length == 0 ? 0 : (length + 1L) * l.offsetBytes());
                yield nested(field, length, nullCount, validity, offsets, 0);
            }
            case Layout.ListView l -> {
                long validity = readValidity(length, nullCount);
                long offsets = next((long) length * l.offsetBytes());
                long sizes = next((long) length * l.offsetBytes());
                yield nested(field, length, nullCount, validity, offsets, sizes);
            }
            case Layout.FixedSizeList l ->
                    withChildrenOf(
                            nested(field, length, nullCount, readValidity(length, nullCount), 0, 0),
                            (long) length * l.size());
            case Layout.Struct _ ->
                    withChildrenOf(nested(field, length, nullCount, readValidity(length, nullCount), 0, 0), length);
            case Layout.SparseUnion _ -> {
                skipUnionValidity(nullCount);
                yield withChildrenOf(nested(field, length, 0, 0, next(length), 0), length);
            }
            case Layout.DenseUnion _ -> {
                skipUnionValidity(nullCount);
                long typeIds = next(length);
                yield nested(field, length, 0, 0, typeIds, next(4L * length));
            }
            case Layout.RunEndEncoded _ -> nested(field, length, 0, 0, 0, 0);
        };
    }

    private ArrayData readFixedWidth(int length, int nullCount, int width) throws IOException {
        long validity = readValidity(length, nullCount);
        return ArrayData.fixedWidth(length, nullCount, validity, next((long) length * width), offset());
    }

    private ArrayData readVarWidth(int length, int nullCount, int offsetBytes) throws IOException {
        long validity = readValidity(length, nullCount);
        long offsets = next(length == 0 ? 0 : (length + 1L) * offsetBytes);
        Buffers.Extent bytes = nextExtent();
        return ArrayData.varWidth(
                length, nullCount, validity, offsets, bytes.address(), length == 0 ? 0 : bytes.bytes(), offset());
    }

    private ArrayData readView(int length, int nullCount) throws IOException {
        long validity = readValidity(length, nullCount);
        long views = next((long) length * VIEW_BYTES);
        if (variadic >= batch.variadicCounts().length) {
            throw malformed("expected a count of data buffers for each view array");
        }
        long count = batch.variadicCounts()[variadic++];
        if (count < 0 || count > batch.bufferCount() - buffer) {
            throw malformed("expected at most " + (batch.bufferCount() - buffer) + " data buffers, found " + count);
        }
        long[] data = new long[2 * (int) count];
        for (int i = 0; i < data.length; i += 2) {
            Buffers.Extent extent = nextExtent();
            data[i] = extent.address();
            data[i + 1] = extent.bytes();
        }
        return ArrayData.view(length, nullCount, validity, views, data, offset());
    }

    private ArrayData nested(Field field, int length, int nullCount, long validity, long buffer1, long buffer2)
            throws IOException {
        ArrayData[] children = new ArrayData[field.getChildren().size()];
        for (int i = 0; i < children.length; i++) {
            children[i] = readArray(field.getChildren().get(i));
        }
        return ArrayData.nested(length, nullCount, validity, buffer1, buffer2, children, offset());
    }

    private ArrayData withChildrenOf(ArrayData array, long length) {
        for (ArrayData child : array.children()) {
            if (child.length() < length) {
                throw malformed("expected a child of at least " + length + " values, found " + child.length());
            }
        }
        return array;
    }

    /// The address of the validity bits, 0 if nothing is null.
    private long readValidity(int length, int nullCount) throws IOException {
        if (nullCount == 0) {
            requireBuffer();
            buffer++;
            return 0;
        }
        return next(Bits.bytesFor(length));
    }

    private void skipUnionValidity(int nullCount) {
        if (batch.isV4()) {
            requireBuffer();
            buffer++;
            if (nullCount != 0) {
                throw malformed("expected a union without nulls of its own, as since metadata version 5");
            }
        }
    }

    private long next(long neededBytes) throws IOException {
        requireBuffer();
        return buffers.address(buffer++, neededBytes);
    }

    private Buffers.Extent nextExtent() throws IOException {
        requireBuffer();
        return buffers.load(buffer++, 0);
    }

    private void requireBuffer() {
        if (buffer >= batch.bufferCount()) {
            throw malformed("expected more than " + batch.bufferCount() + " buffers");
        }
    }

    private long offset() {
        return batch.block().offsetBytes();
    }

    private MalformedPageException malformed(String expected) {
        return new MalformedPageException(offset(), expected);
    }

    /// Where a column begins in a batch.
    ///
    /// @param node its first node
    /// @param buffer its first buffer
    /// @param variadic its first count of data buffers
    record ColumnStart(int node, int buffer, int variadic) {}

    /// Finds dictionaries by id.
    @FunctionalInterface
    interface DictionaryLookup {
        ArrayData values(long id) throws IOException;
    }

    /// Checks the run ends of an array and its children, which kernels search by halves.
    static void checkRunEnds(Field field, ArrayData array) {
        if (array.dictionary() != null) {
            return;
        }
        if (Layout.of(field) instanceof Layout.RunEndEncoded) {
            Layout ends = Layout.of(field.getChildren().getFirst());
            ArrayChecks.checkRunEnds(array, ((Layout.FixedWidth) ends).bytes());
        }
        for (int i = 0; i < array.children().length; i++) {
            checkRunEnds(field.getChildren().get(i), array.children()[i]);
        }
    }
}

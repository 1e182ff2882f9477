package io.forwardstore.engine.internal.ipc.write;

import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.array.Layout;
import io.forwardstore.engine.internal.memory.Memory;

import org.apache.arrow.vector.types.pojo.Field;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;

/// The field nodes and buffers of a record batch, in the order of the Arrow IPC specification: depth first, each field
/// before its children.
///
/// **State.** Addresses in memory of someone else's. **Threads.** One at a time.
final class BatchBody {
    private static final int VIEW_BYTES = 16;

    /// What the offsets of an array without values point at: vectors leave them out, readers want one.
    private static final long ZERO_OFFSET = Arena.global().allocate(Long.BYTES, Long.BYTES).address();

    private final int rowCount;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Span> buffers = new ArrayList<>();
    private final List<Long> variadicCounts = new ArrayList<>();

    /// @param nullCount the array's nulls
    record Node(int length, int nullCount) {}

    /// A buffer's bytes in memory.
    record Span(long address, long bytes) {}

    private BatchBody(int rowCount) {
        this.rowCount = rowCount;
    }

    static BatchBody of(int rowCount, List<Field> fields, List<ArrayData> columns) {
        BatchBody body = new BatchBody(rowCount);
        for (int i = 0; i < columns.size(); i++) {
            body.add(fields.get(i), columns.get(i));
        }
        return body;
    }

    int rowCount() {
        return rowCount;
    }

    List<Node> nodes() {
        return nodes;
    }

    List<Span> buffers() {
        return buffers;
    }

    /// The number of data buffers of each array of views.
    long[] variadicCounts() {
        return variadicCounts.stream().mapToLong(Long::longValue).toArray();
    }

    private void add(Field field, ArrayData array) {
        nodes.add(new Node(array.length(), array.nullCount()));
        int length = array.length();
        switch (Layout.of(field)) {
            case Layout.Null _, Layout.RunEndEncoded _ -> {}
            case Layout.Bit _ -> {
                addValidity(array);
                addBuffer(array.buffer1(), bitmapBytes(length));
            }
            case Layout.FixedWidth(int bytes) -> {
                addValidity(array);
                addBuffer(array.buffer1(), (long) length * bytes);
            }
            case Layout.VarWidth(int offsetBytes) -> {
                addValidity(array);
                addOffsets(array, offsetBytes);
                addBuffer(array.buffer2(), lastOffset(array, offsetBytes));
            }
            case Layout.View _ -> {
                addValidity(array);
                addBuffer(array.buffer1(), (long) length * VIEW_BYTES);
                addVariadic(array.variadic());
            }
            case Layout.ListOf(int offsetBytes) -> {
                addValidity(array);
                addOffsets(array, offsetBytes);
            }
            case Layout.ListView(int offsetBytes) -> {
                addValidity(array);
                addBuffer(array.buffer1(), (long) length * offsetBytes);
                addBuffer(array.buffer2(), (long) length * offsetBytes);
            }
            case Layout.FixedSizeList _, Layout.Struct _ -> addValidity(array);
            case Layout.SparseUnion _ -> addBuffer(array.buffer1(), length);
            case Layout.DenseUnion _ -> {
                addBuffer(array.buffer1(), length);
                addBuffer(array.buffer2(), (long) length * Integer.BYTES);
            }
        }
        for (int i = 0; i < array.children().length; i++) {
            add(field.getChildren().get(i), array.children()[i]);
        }
    }

    private void addValidity(ArrayData array) {
        addBuffer(array.validity(), array.validity() == 0 ? 0 : bitmapBytes(array.length()));
    }

    private void addOffsets(ArrayData array, int offsetBytes) {
        if (array.length() == 0) {
            addBuffer(ZERO_OFFSET, offsetBytes);
        } else {
            addBuffer(array.buffer1(), (array.length() + 1L) * offsetBytes);
        }
    }

    private void addVariadic(long[] variadic) {
        variadicCounts.add(variadic.length / 2L);
        for (int i = 0; i < variadic.length; i += 2) {
            addBuffer(variadic[i], variadic[i + 1]);
        }
    }

    private void addBuffer(long address, long bytes) {
        buffers.add(new Span(address, bytes));
    }

    private static long lastOffset(ArrayData array, int offsetBytes) {
        if (array.length() == 0) {
            return 0;
        }
        long at = array.buffer1() + (long) array.length() * offsetBytes;
        return offsetBytes == Integer.BYTES ? Memory.getInt(at) : Memory.getLong(at);
    }

    private static long bitmapBytes(int length) {
        return (length + 7L) >>> 3;
    }
}

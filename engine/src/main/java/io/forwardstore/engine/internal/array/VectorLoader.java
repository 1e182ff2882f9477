package io.forwardstore.engine.internal.array;

import io.forwardstore.engine.internal.memory.Lease;
import io.forwardstore.engine.internal.memory.Memory;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;

import java.util.ArrayList;
import java.util.List;

/// Puts an array's buffers into an Arrow vector, each holding a reference of the array's lease.
public final class VectorLoader {
    private final Lease lease;
    private final AllValid allValid;
    private long bytes;

    /// @param lease keeps the arrays' memory valid
    /// @param allValid stands in where an array has no validity buffer
    public VectorLoader(Lease lease, AllValid allValid) {
        this.lease = lease;
        this.allValid = allValid;
    }

    /// The bytes of all buffers loaded so far.
    public long bytes() {
        return bytes;
    }

    /// Loads an array whose layout is the vector's.
    ///
    /// @param tree the vector's field
    public void load(FieldVector vector, LayoutTree tree, ArrayData array) {
        vector.loadFieldBuffers(new ArrowFieldNode(array.length(), 0), buffers(tree.layout(), array));
        ArrayData[] children = array.children();
        if (children.length > 0) {
            List<FieldVector> childVectors = vector.getChildrenFromFields();
            for (int i = 0; i < children.length; i++) {
                load(childVectors.get(i), tree.children().get(i), children[i]);
            }
        }
    }

    private List<ArrowBuf> buffers(Layout layout, ArrayData array) {
        long length = array.length();
        return switch (layout) {
            case Layout.Null _, Layout.RunEndEncoded _ -> List.of();
            case Layout.Bit _ -> List.of(validity(array), buffer(array.buffer1(), Bits.bytesFor(length)));
            case Layout.FixedWidth l -> List.of(validity(array), buffer(array.buffer1(), length * l.bytes()));
            case Layout.VarWidth l -> {
                long offsets = (length + 1) * l.offsetBytes();
                yield List.of(
                        validity(array), buffer(array.buffer1(), offsets), buffer(array.buffer2(), end(array, l)));
            }
            case Layout.View _ -> views(array);
            case Layout.ListOf l -> List.of(validity(array), buffer(array.buffer1(), (length + 1) * l.offsetBytes()));
            case Layout.ListView l ->
                    List.of(
                            validity(array),
                            buffer(array.buffer1(), length * l.offsetBytes()),
                            buffer(array.buffer2(), length * l.offsetBytes()));
            case Layout.FixedSizeList _, Layout.Struct _ -> List.of(validity(array));
            case Layout.SparseUnion _ -> List.of(buffer(array.buffer1(), length));
            case Layout.DenseUnion _ -> List.of(buffer(array.buffer1(), length), buffer(array.buffer2(), 4 * length));
        };
    }

    /// Where the last value ends; within the values even if the file changed since its offsets were checked.
    private static long end(ArrayData array, Layout.VarWidth layout) {
        long last = array.buffer1() + (long) array.length() * layout.offsetBytes();
        long end = layout.offsetBytes() == Integer.BYTES ? Memory.getInt(last) : Memory.getLong(last);
        return Math.clamp(end, 0, array.buffer2Bytes());
    }

    private List<ArrowBuf> views(ArrayData array) {
        long[] variadic = array.variadic();
        List<ArrowBuf> buffers = new ArrayList<>(2 + variadic.length / 2);
        buffers.add(validity(array));
        buffers.add(buffer(array.buffer1(), (long) array.length() * ViewGatherer.VIEW_BYTES));
        for (int i = 0; i < variadic.length; i += 2) {
            buffers.add(buffer(variadic[i], variadic[i + 1]));
        }
        return buffers;
    }

    private ArrowBuf validity(ArrayData array) {
        if (array.validity() == 0) {
            return allValid.buffer(array.length());
        }
        return buffer(array.validity(), Bits.bytesFor(array.length()));
    }

    private ArrowBuf buffer(long address, long extent) {
        bytes += extent;
        return lease.view(address, extent);
    }
}

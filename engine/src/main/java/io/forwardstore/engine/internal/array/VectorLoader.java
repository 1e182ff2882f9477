package io.forwardstore.engine.internal.array;

import io.forwardstore.engine.internal.memory.Lease;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Puts an array's buffers into an Arrow vector, each holding a reference of the array's lease.
public final class VectorLoader {
    private final Lease lease;
    private final AllValid allValid;
    private final List<ArrowBuf> buffers = new ArrayList<>(3);
    private @Nullable ArrowFieldNode node;
    private @Nullable ArrowBuf allSet;
    private int allSetLength;
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
        addBuffers(tree.layout(), array);
        loadBuffers(vector, array.length());
        ArrayData[] children = array.children();
        if (children.length > 0) {
            List<FieldVector> childVectors = vector.getChildrenFromFields();
            for (int i = 0; i < children.length; i++) {
                load(childVectors.get(i), tree.children().get(i), children[i]);
            }
        }
    }

    /// Loads values of a fixed width; their validity was added before.
    void loadFixedWidth(FieldVector vector, int length, long values, long valueBytes) {
        add(values, valueBytes);
        loadBuffers(vector, length);
    }

    /// Loads strings or binaries; their validity was added before.
    void loadVarWidth(FieldVector vector, int length, long offsets, long offsetBytes, long values, long extent) {
        add(offsets, offsetBytes);
        add(values, extent);
        loadBuffers(vector, length);
    }

    /// Adds the validity of a vector with nulls.
    void addValidity(long address, int length) {
        add(address, Bits.bytesFor(length));
    }

    /// Adds the validity of a vector without nulls. The bits that the first such vector of a lease writes serve all
    /// others of its length: Arrow's vectors are immutable once they have values, and each buffer costs as much as
    /// copying a row.
    ///
    /// @param address memory for the bits
    void addAllSet(long address, int length) {
        ArrowBuf known = allSet;
        if (known == null || allSetLength != length) {
            Bits.setAll(address, 0, length);
            known = lease.view(address, Bits.bytesFor(length));
            allSet = known;
            allSetLength = length;
        }
        bytes += known.capacity();
        buffers.add(known);
    }

    private void loadBuffers(FieldVector vector, int length) {
        ArrowFieldNode known = node;
        if (known == null || known.getLength() != length) {
            known = new ArrowFieldNode(length, 0);
            node = known;
        }
        vector.loadFieldBuffers(known, buffers);
        buffers.clear();
    }

    private void addBuffers(Layout layout, ArrayData array) {
        long length = array.length();
        switch (layout) {
            case Layout.Null _, Layout.RunEndEncoded _ -> {}
            case Layout.Bit _ -> {
                addValidity(array);
                add(array.buffer1(), Bits.bytesFor(length));
            }
            case Layout.FixedWidth l -> {
                addValidity(array);
                add(array.buffer1(), length * l.bytes());
            }
            case Layout.VarWidth l -> {
                addValidity(array);
                add(array.buffer1(), (length + 1) * l.offsetBytes());
                add(array.buffer2(), array.buffer2Bytes());
            }
            case Layout.View _ -> {
                addValidity(array);
                add(array.buffer1(), length * ViewGatherer.VIEW_BYTES);
                long[] variadic = array.variadic();
                for (int i = 0; i < variadic.length; i += 2) {
                    add(variadic[i], variadic[i + 1]);
                }
            }
            case Layout.ListOf l -> {
                addValidity(array);
                add(array.buffer1(), (length + 1) * l.offsetBytes());
            }
            case Layout.ListView l -> {
                addValidity(array);
                add(array.buffer1(), length * l.offsetBytes());
                add(array.buffer2(), length * l.offsetBytes());
            }
            case Layout.FixedSizeList _, Layout.Struct _ -> addValidity(array);
            case Layout.SparseUnion _ -> add(array.buffer1(), length);
            case Layout.DenseUnion _ -> {
                add(array.buffer1(), length);
                add(array.buffer2(), 4 * length);
            }
        }
    }

    private void addValidity(ArrayData array) {
        if (array.validity() == 0) {
            buffers.add(allValid.buffer(array.length()));
        } else {
            add(array.validity(), Bits.bytesFor(array.length()));
        }
    }

    private void add(long address, long extent) {
        bytes += extent;
        buffers.add(lease.view(address, extent));
    }
}

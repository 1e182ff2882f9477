package io.forwardstore.engine.internal.array.build;

import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.memory.Allocation;
import io.forwardstore.engine.internal.memory.GrowingBuffer;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Arrays with a fixed number of each child's values a value: structs, fixed-size lists and sparse unions.
final class ChildrenBuilder extends ArrayBuilder {
    private static final ArrayData[] NO_CHILDREN = {};

    private final ValidityBuilder validity;
    private final @Nullable GrowingBuffer typeIds;
    private final int perValue;
    private final List<ArrayBuilder> children;

    private ChildrenBuilder(
            Allocation allocation, @Nullable GrowingBuffer typeIds, int perValue, List<ArrayBuilder> children) {
        this.validity = new ValidityBuilder(allocation);
        this.typeIds = typeIds;
        this.perValue = perValue;
        this.children = children;
    }

    /// A builder of structs or fixed-size lists.
    ///
    /// @param perValue how many of each child's values make up one
    static ChildrenBuilder nullable(Allocation allocation, int perValue, List<ArrayBuilder> children) {
        return new ChildrenBuilder(allocation, null, perValue, children);
    }

    /// A builder of sparse unions.
    static ChildrenBuilder union(Allocation allocation, List<ArrayBuilder> children) {
        return new ChildrenBuilder(allocation, new GrowingBuffer(allocation), 1, children);
    }

    @Override
    public int length() {
        return validity.length();
    }

    @Override
    public boolean fits(ArrayData array, int from, int count) {
        for (int i = 0; i < children.size(); i++) {
            ArrayBuilder child = children.get(i);
            long start = (long) from * perValue;
            long values = (long) count * perValue;
            checkRange(start, start + values, array.children()[i].length(), "child range");
            if (values > Integer.MAX_VALUE - child.length()
                    || !child.fits(array.children()[i], (int) start, (int) values)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void append(ArrayData array, int from, int count) {
        validity.append(array, from, count);
        if (typeIds != null) {
            typeIds.append(array.buffer1() + from, count);
        }
        for (int i = 0; i < children.size(); i++) {
            long start = (long) from * perValue;
            long values = (long) count * perValue;
            checkRange(start, start + values, array.children()[i].length(), "child range");
            children.get(i).append(array.children()[i], (int) start, (int) values);
        }
    }

    @Override
    public long sizeBytes() {
        long bytes = validity.sizeBytes() + (typeIds == null ? 0 : typeIds.sizeBytes());
        for (ArrayBuilder child : children) {
            bytes += child.sizeBytes();
        }
        return bytes;
    }

    @Override
    public ArrayData build() {
        return ArrayData.nested(
                length(),
                validity.nullCount(),
                validity.address(),
                typeIds == null ? 0 : typeIds.address(),
                0,
                children.stream().map(ArrayBuilder::build).toList().toArray(NO_CHILDREN),
                0);
    }

    @Override
    public void clear() {
        validity.clear();
        if (typeIds != null) {
            typeIds.truncate(0);
        }
        children.forEach(ArrayBuilder::clear);
    }

    @Override
    public void close() {
        validity.close();
        if (typeIds != null) {
            typeIds.close();
        }
        children.forEach(ArrayBuilder::close);
    }
}

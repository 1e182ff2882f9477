package io.forwardstore.engine.internal.array.build;

import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.array.Layout;
import io.forwardstore.engine.internal.memory.Allocation;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

import java.util.List;

/// Puts an array together from ranges of other arrays of the same type, copying in bulk.
///
/// Arrays that come out are in their shortest form: offsets begin at 0, children hold what their parent uses and views
/// point into buffers without gaps.
///
/// **State.** The values added since [#clear]. **Threads.** One at a time.
///
/// **Ownership.** Owns memory of its allocation until [#close]; what [#build] answers lies in it and is valid until the
/// next call of another method.
///
/// **Failure.** [IllegalArgumentException] for an array whose offsets, sizes or ids lead out of it; the builder is to
/// be cleared then.
public abstract sealed class ArrayBuilder implements AutoCloseable
        permits NullBuilder,
                BitsBuilder,
                FixedWidthBuilder,
                VarWidthBuilder,
                ViewBuilder,
                ListBuilder,
                ListViewBuilder,
                ChildrenBuilder,
                DenseUnionBuilder,
                RunEndBuilder {
    /// A builder of a field's arrays in memory of an allocator.
    ///
    /// @param shifts what is added to dictionary indices while they are copied
    public static ArrayBuilder of(Field field, BufferAllocator allocator, IndexShifts shifts) {
        return of(field, (Allocation) allocator::buffer, shifts);
    }

    /// A builder of a field's arrays.
    ///
    /// @param shifts what is added to dictionary indices while they are copied
    public static ArrayBuilder of(Field field, Allocation allocation, IndexShifts shifts) {
        Layout layout = Layout.of(field);
        return switch (layout) {
            case Layout.Null _ -> new NullBuilder();
            case Layout.Bit _ -> new BitsBuilder(allocation);
            case Layout.FixedWidth(int bytes) ->
                    new FixedWidthBuilder(allocation, bytes, IndexShifter.of(field, shifts));
            case Layout.VarWidth(int offsetBytes) -> new VarWidthBuilder(allocation, offsetBytes);
            case Layout.View _ -> new ViewBuilder(allocation);
            case Layout.ListOf(int offsetBytes) ->
                    new ListBuilder(allocation, offsetBytes, child(field, 0, allocation, shifts));
            case Layout.ListView(int offsetBytes) ->
                    new ListViewBuilder(allocation, offsetBytes, child(field, 0, allocation, shifts));
            case Layout.FixedSizeList(int size) ->
                    ChildrenBuilder.nullable(allocation, size, children(field, allocation, shifts));
            case Layout.Struct _ -> ChildrenBuilder.nullable(allocation, 1, children(field, allocation, shifts));
            case Layout.SparseUnion _ -> ChildrenBuilder.union(allocation, children(field, allocation, shifts));
            case Layout.DenseUnion _ ->
                    new DenseUnionBuilder(
                            allocation,
                            UnionChildren.of((ArrowType.Union) storageType(field)),
                            children(field, allocation, shifts));
            case Layout.RunEndEncoded _ ->
                    new RunEndBuilder(
                            allocation,
                            ((ArrowType.Int) field.getChildren().get(0).getType()).getBitWidth() / Byte.SIZE,
                            child(field, 1, allocation, shifts));
        };
    }

    private static ArrowType storageType(Field field) {
        return field.getType() instanceof ArrowType.ExtensionType type ? type.storageType() : field.getType();
    }

    private static ArrayBuilder child(Field field, int index, Allocation allocation, IndexShifts shifts) {
        return of(field.getChildren().get(index), allocation, shifts);
    }

    private static List<ArrayBuilder> children(Field field, Allocation allocation, IndexShifts shifts) {
        return field.getChildren().stream().map(child -> of(child, allocation, shifts)).toList();
    }

    /// The number of values.
    public abstract int length();

    /// True if a range can be added without passing what offsets and run ends of this type can tell.
    public abstract boolean fits(ArrayData array, int from, int count);

    /// Adds the values `from` to `from + count` of an array.
    public abstract void append(ArrayData array, int from, int count);

    /// Bytes held by the values, about.
    public abstract long sizeBytes();

    /// The values as an array.
    public abstract ArrayData build();

    /// Drops the values and keeps the memory.
    public abstract void clear();

    @Override
    public abstract void close();

    /// Refuses a range of a child that the child does not have.
    static void checkRange(long start, long end, long limit, String what) {
        if (start < 0 || end < start || end > limit) {
            throw new IllegalArgumentException(
                    "Invalid " + what + " " + start + " to " + end + ": expected ascending values up to " + limit);
        }
    }
}

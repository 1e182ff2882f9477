package io.forwardstore.engine.internal.array.build;

import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.array.Layout;

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
/// **Ownership.** Owns memory of its allocator until [#close]; what [#build] answers lies in it and is valid until the
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
    /// A builder of a field's arrays.
    ///
    /// @param shifts what is added to dictionary indices while they are copied
    public static ArrayBuilder of(Field field, BufferAllocator allocator, IndexShifts shifts) {
        Layout layout = Layout.of(field);
        return switch (layout) {
            case Layout.Null _ -> new NullBuilder();
            case Layout.Bit _ -> new BitsBuilder(allocator);
            case Layout.FixedWidth(int bytes) ->
                    new FixedWidthBuilder(allocator, bytes, IndexShifter.of(field, shifts));
            case Layout.VarWidth(int offsetBytes) -> new VarWidthBuilder(allocator, offsetBytes);
            case Layout.View _ -> new ViewBuilder(allocator);
            case Layout.ListOf(int offsetBytes) ->
                    new ListBuilder(allocator, offsetBytes, child(field, 0, allocator, shifts));
            case Layout.ListView(int offsetBytes) ->
                    new ListViewBuilder(allocator, offsetBytes, child(field, 0, allocator, shifts));
            case Layout.FixedSizeList(int size) ->
                    ChildrenBuilder.nullable(allocator, size, children(field, allocator, shifts));
            case Layout.Struct _ -> ChildrenBuilder.nullable(allocator, 1, children(field, allocator, shifts));
            case Layout.SparseUnion _ -> ChildrenBuilder.union(allocator, children(field, allocator, shifts));
            case Layout.DenseUnion _ ->
                    new DenseUnionBuilder(
                            allocator,
                            UnionChildren.of((ArrowType.Union) storageType(field)),
                            children(field, allocator, shifts));
            case Layout.RunEndEncoded _ ->
                    new RunEndBuilder(
                            allocator,
                            ((ArrowType.Int) field.getChildren().get(0).getType()).getBitWidth() / Byte.SIZE,
                            child(field, 1, allocator, shifts));
        };
    }

    private static ArrowType storageType(Field field) {
        return field.getType() instanceof ArrowType.ExtensionType type ? type.storageType() : field.getType();
    }

    private static ArrayBuilder child(Field field, int index, BufferAllocator allocator, IndexShifts shifts) {
        return of(field.getChildren().get(index), allocator, shifts);
    }

    private static List<ArrayBuilder> children(Field field, BufferAllocator allocator, IndexShifts shifts) {
        return field.getChildren().stream().map(child -> of(child, allocator, shifts)).toList();
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

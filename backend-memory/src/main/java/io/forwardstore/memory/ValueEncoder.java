package io.forwardstore.memory;

import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.array.Bits;
import io.forwardstore.engine.internal.array.Layout;
import io.forwardstore.engine.internal.array.StoredFields;
import io.forwardstore.engine.internal.memory.Memory;

import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// Turns Java values into an array.
///
/// Lists are [Iterable] or arrays of objects, structs are maps by child, maps are maps; a union takes the first child
/// that accepts the value. [ScalarEncoder] says what single values may be.
final class ValueEncoder {
    private static final int VIEW_BYTES = 16;
    private static final int MAX_INLINE_BYTES = 12;

    private final Field field;
    private final List<? extends @Nullable Object> values;
    private final String where;
    private final PageScope scope;
    private final int length;
    private int nullCount;

    private ValueEncoder(Field field, List<? extends @Nullable Object> values, String where, PageScope scope) {
        this.field = field;
        this.values = values;
        this.where = where;
        this.scope = scope;
        this.length = values.size();
    }

    /// An array of these values.
    ///
    /// @param where the column or its part, for messages
    static ArrayData encode(Field field, List<? extends @Nullable Object> values, String where, PageScope scope) {
        return new ValueEncoder(field, values, where, scope).encode();
    }

    private ArrayData encode() {
        Layout layout = Layout.of(field);
        switch (layout) {
            case Layout.Null _ -> {
                for (Object value : values) {
                    if (value != null) {
                        throw wrongType(value);
                    }
                }
                return ArrayData.nulls(length, 0);
            }
            case Layout.SparseUnion _ -> {
                return union(false);
            }
            case Layout.DenseUnion _ -> {
                return union(true);
            }
            case Layout.RunEndEncoded _ -> {
                return runEndEncoded();
            }
            default -> {}
        }
        long validity = validity();
        return switch (layout) {
            case Layout.Bit _ -> ArrayData.fixedWidth(length, nullCount, validity, bits(), 0);
            case Layout.FixedWidth(int bytes) -> ArrayData.fixedWidth(length, nullCount, validity, fixed(bytes), 0);
            case Layout.VarWidth(int offsetBytes) -> varWidth(validity, offsetBytes);
            case Layout.View _ -> views(validity);
            case Layout.ListOf(int offsetBytes) -> list(validity, offsetBytes);
            case Layout.ListView(int offsetBytes) -> listView(validity, offsetBytes);
            case Layout.FixedSizeList(int size) -> fixedSizeList(validity, size);
            case Layout.Struct _ -> struct(validity);
            default -> throw new AssertionError(layout);
        };
    }

    private long validity() {
        long address = scope.allocate(Bits.bytesFor(length));
        Bits.setAll(address, 0, length);
        for (int i = 0; i < length; i++) {
            if (values.get(i) == null) {
                nullCount++;
                long at = address + (i >>> 3);
                Memory.putByte(at, (byte) (Memory.getByte(at) & ~(1 << (i & 7))));
            }
        }
        if (nullCount > 0 && !field.isNullable()) {
            throw new IllegalArgumentException(where + " must not be null");
        }
        return nullCount == 0 ? 0 : address;
    }

    private long bits() {
        long address = scope.allocate(Bits.bytesFor(length));
        Memory.fill(address, Bits.bytesFor(length), (byte) 0);
        for (int i = 0; i < length; i++) {
            Object value = values.get(i);
            if (value == null || Boolean.FALSE.equals(value)) {
                continue;
            }
            if (!(value instanceof Boolean)) {
                throw wrongType(value);
            }
            long at = address + (i >>> 3);
            Memory.putByte(at, (byte) (Memory.getByte(at) | 1 << (i & 7)));
        }
        return address;
    }

    private long fixed(int bytes) {
        long address = scope.allocate((long) length * bytes);
        Memory.fill(address, (long) length * bytes, (byte) 0);
        for (int i = 0; i < length; i++) {
            Object value = values.get(i);
            if (value != null && !ScalarEncoder.put(storageType(field), value, address + (long) i * bytes)) {
                throw wrongType(value);
            }
        }
        return address;
    }

    private ArrayData varWidth(long validity, int offsetBytes) {
        List<byte[]> all = bytes();
        long total = 0;
        for (byte[] bytes : all) {
            total += bytes.length;
        }
        long offsets = scope.allocate((length + 1L) * offsetBytes);
        long data = scope.allocate(total);
        long at = 0;
        for (int i = 0; i < length; i++) {
            putOffset(offsets, i, offsetBytes, at);
            Memory.copyFromArray(all.get(i), 0, data + at, all.get(i).length);
            at += all.get(i).length;
        }
        putOffset(offsets, length, offsetBytes, at);
        return ArrayData.varWidth(length, nullCount, validity, offsets, data, total, 0);
    }

    private ArrayData views(long validity) {
        List<byte[]> all = bytes();
        long total = 0;
        for (byte[] bytes : all) {
            total += bytes.length;
        }
        long views = scope.allocate((long) length * VIEW_BYTES);
        Memory.fill(views, (long) length * VIEW_BYTES, (byte) 0);
        long data = scope.allocate(total);
        long at = 0;
        for (int i = 0; i < length; i++) {
            byte[] bytes = all.get(i);
            long view = views + (long) i * VIEW_BYTES;
            Memory.putInt(view, bytes.length);
            if (bytes.length <= MAX_INLINE_BYTES) {
                Memory.copyFromArray(bytes, 0, view + Integer.BYTES, bytes.length);
            } else {
                Memory.copyFromArray(bytes, 0, data + at, bytes.length);
                Memory.copyFromArray(bytes, 0, view + Integer.BYTES, Integer.BYTES);
                Memory.putInt(view + 3L * Integer.BYTES, Math.toIntExact(at));
                at += bytes.length;
            }
        }
        return ArrayData.view(length, nullCount, validity, views, new long[] {data, total}, 0);
    }

    private List<byte[]> bytes() {
        List<byte[]> all = new ArrayList<>(length);
        for (Object value : values) {
            byte[] bytes = value == null ? new byte[0] : ScalarEncoder.bytes(storageType(field), value);
            if (bytes == null) {
                throw wrongType(value);
            }
            all.add(bytes);
        }
        return all;
    }

    private ArrayData list(long validity, int offsetBytes) {
        List<@Nullable Object> items = new ArrayList<>();
        long offsets = scope.allocate((length + 1L) * offsetBytes);
        for (int i = 0; i < length; i++) {
            putOffset(offsets, i, offsetBytes, items.size());
            addItems(values.get(i), items);
        }
        putOffset(offsets, length, offsetBytes, items.size());
        return nested(validity, offsets, 0, child(0, items));
    }

    private ArrayData listView(long validity, int offsetBytes) {
        List<@Nullable Object> items = new ArrayList<>();
        long offsets = scope.allocate((long) length * offsetBytes);
        long sizes = scope.allocate((long) length * offsetBytes);
        for (int i = 0; i < length; i++) {
            int start = items.size();
            addItems(values.get(i), items);
            putOffset(offsets, i, offsetBytes, start);
            putOffset(sizes, i, offsetBytes, items.size() - start);
        }
        return nested(validity, offsets, sizes, child(0, items));
    }

    private ArrayData fixedSizeList(long validity, int size) {
        List<@Nullable Object> items = new ArrayList<>();
        for (Object value : values) {
            int start = items.size();
            addItems(value, items);
            if (value == null) {
                items.addAll(Collections.nCopies(size, filler(field.getChildren().getFirst())));
            }
            if (items.size() - start != size) {
                throw new IllegalArgumentException(
                        where + " takes lists of " + size + " values, not of " + (items.size() - start));
            }
        }
        return nested(validity, 0, 0, child(0, items));
    }

    /// What stands in the children of a null: null where it may.
    private static @Nullable Object filler(Field field) {
        return field.isNullable() ? null : Fillers.of(field);
    }

    private void addItems(@Nullable Object value, List<@Nullable Object> items) {
        switch (value) {
            case null -> {}
            case Map<?, ?> map when field.getType() instanceof ArrowType.Map -> items.addAll(map.entrySet());
            case Iterable<?> list -> list.forEach(items::add);
            case Object[] array -> items.addAll(Arrays.asList(array));
            case float[] array -> {
                for (float item : array) {
                    items.add(item);
                }
            }
            case double[] array -> {
                for (double item : array) {
                    items.add(item);
                }
            }
            case int[] array -> Arrays.stream(array).forEach(items::add);
            case long[] array -> Arrays.stream(array).forEach(items::add);
            default -> throw wrongType(value);
        }
    }

    private ArrayData struct(long validity) {
        List<Field> fields = field.getChildren();
        ArrayData[] children = new ArrayData[fields.size()];
        for (int i = 0; i < children.length; i++) {
            List<@Nullable Object> items = new ArrayList<>(length);
            for (Object value : values) {
                items.add(value == null ? filler(fields.get(i)) : member(value, i));
            }
            children[i] = child(i, items);
        }
        if (children.length == 0) {
            values.forEach(value -> requireNames(value));
        }
        return nested(validity, 0, 0, children);
    }

    private @Nullable Object member(Object value, int child) {
        if (value instanceof Map.Entry<?, ?> entry) {
            return child == 0 ? entry.getKey() : entry.getValue();
        }
        requireNames(value);
        return ((Map<?, ?>) value).get(field.getChildren().get(child).getName());
    }

    private void requireNames(@Nullable Object value) {
        if (value == null) {
            return;
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw wrongType(value);
        }
        List<String> names = field.getChildren().stream().map(Field::getName).toList();
        for (Object name : map.keySet()) {
            if (!(name instanceof String) || !names.contains(name)) {
                throw new IllegalArgumentException(
                        where + " has no child '" + name + "'. Available: " + String.join(", ", names));
            }
        }
    }

    private ArrayData union(boolean dense) {
        List<Field> fields = field.getChildren();
        List<List<@Nullable Object>> items = new ArrayList<>();
        fields.forEach(_ -> items.add(new ArrayList<>()));
        int[] ids = StoredFields.typeIds(field);
        long typeIds = scope.allocate(length);
        long offsets = scope.allocate((long) length * Integer.BYTES);
        for (int i = 0; i < length; i++) {
            int taker = taker(values.get(i));
            Memory.putByte(typeIds + i, (byte) ids[taker]);
            Memory.putInt(offsets + (long) i * Integer.BYTES, items.get(taker).size());
            for (int child = 0; child < ids.length; child++) {
                if (child == taker) {
                    items.get(child).add(values.get(i));
                } else if (!dense) {
                    items.get(child).add(filler(fields.get(child)));
                }
            }
        }
        ArrayData[] children = new ArrayData[ids.length];
        for (int child = 0; child < children.length; child++) {
            children[child] = child(child, items.get(child));
        }
        return nested(0, typeIds, dense ? offsets : 0, children);
    }

    private int taker(@Nullable Object value) {
        for (int child = 0; child < field.getChildren().size(); child++) {
            try (PageScope scratch = scope.scratch()) {
                encode(field.getChildren().get(child), Collections.singletonList(value), where, scratch);
                return child;
            } catch (IllegalArgumentException _) {
                // Another child may take it.
            }
        }
        throw wrongType(value);
    }

    private ArrayData runEndEncoded() {
        int width = ((Layout.FixedWidth) Layout.of(field.getChildren().getFirst())).bytes();
        long ends = scope.allocate((long) length * width);
        for (int i = 0; i < length; i++) {
            switch (width) {
                case Short.BYTES -> Memory.putShort(ends + 2L * i, (short) (i + 1));
                case Integer.BYTES -> Memory.putInt(ends + 4L * i, i + 1);
                default -> Memory.putLong(ends + 8L * i, i + 1L);
            }
        }
        return nested(0, 0, 0, ArrayData.fixedWidth(length, 0, 0, ends, 0), child(1, values));
    }

    private ArrayData child(int number, List<? extends @Nullable Object> items) {
        Field child = field.getChildren().get(number);
        return encode(child, items, where + ", '" + child.getName() + "'", scope);
    }

    private ArrayData nested(long validity, long buffer1, long buffer2, ArrayData... children) {
        return ArrayData.nested(length, nullCount, validity, buffer1, buffer2, children, 0);
    }

    private static void putOffset(long offsets, int index, int offsetBytes, long offset) {
        if (offsetBytes == Integer.BYTES) {
            Memory.putInt(offsets + (long) index * Integer.BYTES, Math.toIntExact(offset));
        } else {
            Memory.putLong(offsets + (long) index * Long.BYTES, offset);
        }
    }

    private static ArrowType storageType(Field field) {
        return field.getType() instanceof ArrowType.ExtensionType type ? type.storageType() : field.getType();
    }

    private IllegalArgumentException wrongType(@Nullable Object value) {
        String found = value == null ? "null" : value.getClass().getName() + " " + value;
        return new IllegalArgumentException(where + " takes " + field.getType() + ", not " + found);
    }

    /// Values that are never seen: they stand in children that must not be null, below a null.
    private static final class Fillers {
        static Object of(Field field) {
            return switch (Layout.of(field)) {
                case Layout.Bit _ -> false;
                case Layout.FixedWidth _ -> ScalarEncoder.ZERO;
                case Layout.VarWidth _, Layout.View _ -> ScalarEncoder.ZERO;
                case Layout.FixedSizeList(int size) ->
                        Collections.nCopies(size, filler(field.getChildren().getFirst()));
                case Layout.ListOf _, Layout.ListView _ -> List.of();
                default -> Map.of();
            };
        }
    }
}

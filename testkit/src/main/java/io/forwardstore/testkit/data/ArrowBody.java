package io.forwardstore.testkit.data;

import org.apache.arrow.vector.types.UnionMode;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Values in Arrow layout: the field nodes and buffers of a record batch, in the order that the columnar format
/// prescribes (Arrow specification, "Recursive flattening").
final class ArrowBody {
    /// @param length values, nulls included
    /// @param nullCount nulls
    record Node(long length, long nullCount) {}

    /// What a validity buffer looks like when nothing is null.
    enum FullValidity {
        /// Its bits are set, as Java writers have it.
        WRITTEN,
        /// It is left out, as C++ writers have it.
        OMITTED
    }

    private static final int VIEW_BYTES = 16;
    private static final int INLINE_BYTES = 12;
    private static final int PREFIX_BYTES = 4;

    final List<Node> nodes = new ArrayList<>();
    final List<byte[]> buffers = new ArrayList<>();
    final List<Long> variadicCounts = new ArrayList<>();

    private final FullValidity fullValidity;

    ArrowBody(FullValidity fullValidity) {
        this.fullValidity = fullValidity;
    }

    /// Appends an array.
    void add(Field field, List<? extends @Nullable Object> values) {
        ArrowType type = Types.storageType(field);
        switch (type) {
            case ArrowType.Null _ -> nodes.add(new Node(values.size(), values.size()));
            case ArrowType.Union union -> addUnion(field, union, values);
            case ArrowType.RunEndEncoded _ -> addRuns(field, values);
            default -> {
                addValidity(field, values);
                addNullable(field, type, values);
            }
        }
    }

    private void addNullable(Field field, ArrowType type, List<? extends @Nullable Object> values) {
        switch (type) {
            case ArrowType.Bool _ -> buffers.add(bits(values, value -> value != null && (Boolean) value));
            case ArrowType.Utf8 _, ArrowType.Binary _ -> addVarWidth(values, Integer.BYTES);
            case ArrowType.LargeUtf8 _, ArrowType.LargeBinary _ -> addVarWidth(values, Long.BYTES);
            case ArrowType.Utf8View _, ArrowType.BinaryView _ -> addViews(values);
            case ArrowType.List _, ArrowType.Map _ -> addList(field, values, Integer.BYTES);
            case ArrowType.LargeList _ -> addList(field, values, Long.BYTES);
            case ArrowType.ListView _ -> addListView(field, values, Integer.BYTES);
            case ArrowType.LargeListView _ -> addListView(field, values, Long.BYTES);
            case ArrowType.FixedSizeList list -> addFixedSizeList(field, values, list.getListSize());
            case ArrowType.Struct _ -> addStruct(field, values);
            default -> addFixedWidth(type, values);
        }
    }

    private void addValidity(Field field, List<? extends @Nullable Object> values) {
        long nulls = field.isNullable() ? values.stream().filter(value -> value == null).count() : 0;
        nodes.add(new Node(values.size(), nulls));
        if (nulls == 0 && fullValidity == FullValidity.OMITTED) {
            buffers.add(new byte[0]);
        } else {
            buffers.add(bits(values, value -> value != null || !field.isNullable()));
        }
    }

    private interface Bit {
        boolean of(@Nullable Object value);
    }

    private static byte[] bits(List<? extends @Nullable Object> values, Bit bit) {
        byte[] bits = new byte[(values.size() + 7) / 8];
        for (int i = 0; i < values.size(); i++) {
            if (bit.of(values.get(i))) {
                bits[i >> 3] |= (byte) (1 << (i & 7));
            }
        }
        return bits;
    }

    private void addFixedWidth(ArrowType type, List<? extends @Nullable Object> values) {
        int width = FixedWidth.bytes(type);
        if (width < 0) {
            throw new IllegalArgumentException("Unknown Arrow type " + type);
        }
        ByteBuffer out = allocate(values.size() * width);
        for (int i = 0; i < values.size(); i++) {
            Object value = values.get(i);
            if (value != null) {
                FixedWidth.put(type, value, out.position(i * width));
            }
        }
        buffers.add(out.array());
    }

    private void addVarWidth(List<? extends @Nullable Object> values, int offsetBytes) {
        List<byte[]> contents = values.stream().map(ArrowBody::content).toList();
        addOffsets(contents.stream().mapToInt(content -> content.length).toArray(), offsetBytes);
        buffers.add(concatenated(contents));
    }

    private void addViews(List<? extends @Nullable Object> values) {
        ByteBuffer views = allocate(values.size() * VIEW_BYTES);
        List<byte[]> longOnes = new ArrayList<>();
        int offset = 0;
        for (int i = 0; i < values.size(); i++) {
            byte[] content = content(values.get(i));
            views.position(i * VIEW_BYTES).putInt(content.length);
            if (content.length <= INLINE_BYTES) {
                views.put(content);
            } else {
                views.put(content, 0, PREFIX_BYTES).putInt(0).putInt(offset);
                longOnes.add(content);
                offset += content.length;
            }
        }
        buffers.add(views.array());
        variadicCounts.add(longOnes.isEmpty() ? 0L : 1L);
        if (!longOnes.isEmpty()) {
            buffers.add(concatenated(longOnes));
        }
    }

    private void addList(Field field, List<? extends @Nullable Object> values, int offsetBytes) {
        addOffsets(values.stream().mapToInt(value -> elements(value).size()).toArray(), offsetBytes);
        add(field.getChildren().getFirst(), flattened(values));
    }

    /// Elements in reverse order of the lists: what a view allows and a list does not.
    private void addListView(Field field, List<? extends @Nullable Object> values, int offsetBytes) {
        ByteBuffer offsets = allocate(values.size() * offsetBytes);
        ByteBuffer sizes = allocate(values.size() * offsetBytes);
        List<@Nullable Object> elements = new ArrayList<>();
        for (int i = values.size() - 1; i >= 0; i--) {
            List<?> list = elements(values.get(i));
            putOffset(offsets.position(i * offsetBytes), elements.size(), offsetBytes);
            putOffset(sizes.position(i * offsetBytes), list.size(), offsetBytes);
            elements.addAll(list);
        }
        buffers.add(offsets.array());
        buffers.add(sizes.array());
        add(field.getChildren().getFirst(), elements);
    }

    private void addFixedSizeList(Field field, List<? extends @Nullable Object> values, int size) {
        List<@Nullable Object> elements = new ArrayList<>();
        for (Object value : values) {
            for (int i = 0; i < size; i++) {
                elements.add(value == null ? null : elements(value).get(i));
            }
        }
        add(field.getChildren().getFirst(), elements);
    }

    private void addStruct(Field field, List<? extends @Nullable Object> values) {
        for (int child = 0; child < field.getChildren().size(); child++) {
            List<@Nullable Object> members = new ArrayList<>(values.size());
            for (Object value : values) {
                members.add(value == null ? null : elements(value).get(child));
            }
            add(field.getChildren().get(child), members);
        }
    }

    private void addUnion(Field field, ArrowType.Union type, List<? extends @Nullable Object> values) {
        nodes.add(new Node(values.size(), 0));
        ByteBuffer typeIds = allocate(values.size());
        ByteBuffer offsets = allocate(values.size() * Integer.BYTES);
        boolean sparse = type.getMode() == UnionMode.Sparse;
        List<List<@Nullable Object>> members = new ArrayList<>();
        field.getChildren().forEach(child -> members.add(new ArrayList<>()));
        for (Object value : values) {
            Tagged tagged = (Tagged) value;
            typeIds.put((byte) tagged.typeId());
            int chosen = Types.memberOf(type, tagged.typeId());
            offsets.putInt(members.get(chosen).size());
            for (int member = 0; member < members.size(); member++) {
                if (member == chosen || sparse) {
                    members.get(member).add(member == chosen ? tagged.value() : null);
                }
            }
        }
        buffers.add(typeIds.array());
        if (!sparse) {
            buffers.add(offsets.array());
        }
        for (int member = 0; member < members.size(); member++) {
            add(field.getChildren().get(member), members.get(member));
        }
    }

    private void addRuns(Field field, List<? extends @Nullable Object> values) {
        nodes.add(new Node(values.size(), 0));
        List<@Nullable Object> ends = new ArrayList<>();
        List<@Nullable Object> runs = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            boolean last = i + 1 == values.size();
            if (last || !java.util.Objects.equals(values.get(i), values.get(i + 1))) {
                ends.add(i + 1L);
                runs.add(values.get(i));
            }
        }
        add(field.getChildren().get(0), ends);
        add(field.getChildren().get(1), runs);
    }

    private void addOffsets(int[] lengths, int offsetBytes) {
        ByteBuffer offsets = allocate((lengths.length + 1) * offsetBytes);
        long offset = 0;
        putOffset(offsets, offset, offsetBytes);
        for (int length : lengths) {
            offset += length;
            putOffset(offsets, offset, offsetBytes);
        }
        buffers.add(offsets.array());
    }

    private static void putOffset(ByteBuffer out, long offset, int offsetBytes) {
        if (offsetBytes == Integer.BYTES) {
            out.putInt((int) offset);
        } else {
            out.putLong(offset);
        }
    }

    static byte[] content(@Nullable Object value) {
        return switch (value) {
            case null -> new byte[0];
            case String text -> text.getBytes(StandardCharsets.UTF_8);
            case Bytes bytes -> bytes.toArray();
            default -> throw new IllegalArgumentException("Neither text nor bytes: " + value);
        };
    }

    static List<?> elements(@Nullable Object value) {
        return value == null ? List.of() : (List<?>) value;
    }

    private static List<@Nullable Object> flattened(List<? extends @Nullable Object> lists) {
        List<@Nullable Object> elements = new ArrayList<>();
        lists.forEach(list -> elements.addAll(elements(list)));
        return elements;
    }

    private static byte[] concatenated(List<byte[]> contents) {
        ByteBuffer out = allocate(contents.stream().mapToInt(content -> content.length).sum());
        contents.forEach(out::put);
        return out.array();
    }

    private static ByteBuffer allocate(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}

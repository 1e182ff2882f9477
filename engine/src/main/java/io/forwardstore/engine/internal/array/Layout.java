package io.forwardstore.engine.internal.array;

import org.apache.arrow.vector.types.UnionMode;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/// The physical layouts of the Arrow columnar format (Arrow specification, "Physical Memory Layout").
public sealed interface Layout {
    /// Nothing but a length.
    record Null() implements Layout {}

    /// One bit a value, least significant first.
    record Bit() implements Layout {}

    /// @param bytes the width of a value, from 0
    record FixedWidth(int bytes) implements Layout {}

    /// Offsets and bytes: utf8 and binary.
    ///
    /// @param offsetBytes 4, or 8 for the large types
    record VarWidth(int offsetBytes) implements Layout {}

    /// 16-byte views: utf8 view and binary view.
    record View() implements Layout {}

    /// Offsets and a child: list and map.
    ///
    /// @param offsetBytes 4, or 8 for the large type
    record ListOf(int offsetBytes) implements Layout {}

    /// Offsets, sizes and a child.
    ///
    /// @param offsetBytes 4, or 8 for the large type
    record ListView(int offsetBytes) implements Layout {}

    /// @param size values in each list, from 0
    record FixedSizeList(int size) implements Layout {}

    /// Children side by side.
    record Struct() implements Layout {}

    /// Type ids and children as long as the union.
    record SparseUnion() implements Layout {}

    /// Type ids, offsets and children.
    record DenseUnion() implements Layout {}

    /// Run ends and values as children.
    record RunEndEncoded() implements Layout {}

    /// The layout of a field's vector. A dictionary-encoded field in memory format has its indices' layout.
    static Layout of(Field field) {
        return of(field.getType());
    }

    private static Layout of(ArrowType type) {
        return switch (type) {
            case ArrowType.Null _ -> new Null();
            case ArrowType.Bool _ -> new Bit();
            case ArrowType.Int t -> new FixedWidth(t.getBitWidth() / 8);
            case ArrowType.FloatingPoint t ->
                    new FixedWidth(
                            switch (t.getPrecision()) {
                                case HALF -> 2;
                                case SINGLE -> 4;
                                case DOUBLE -> 8;
                            });
            case ArrowType.Decimal t -> new FixedWidth(t.getBitWidth() / 8);
            case ArrowType.Date t ->
                    new FixedWidth(
                            switch (t.getUnit()) {
                                case DAY -> 4;
                                case MILLISECOND -> 8;
                            });
            case ArrowType.Time t -> new FixedWidth(t.getBitWidth() / 8);
            case ArrowType.Timestamp _, ArrowType.Duration _ -> new FixedWidth(8);
            case ArrowType.Interval t ->
                    new FixedWidth(
                            switch (t.getUnit()) {
                                case YEAR_MONTH -> 4;
                                case DAY_TIME -> 8;
                                case MONTH_DAY_NANO -> 16;
                            });
            case ArrowType.FixedSizeBinary t -> new FixedWidth(t.getByteWidth());
            case ArrowType.Utf8 _, ArrowType.Binary _ -> new VarWidth(Integer.BYTES);
            case ArrowType.LargeUtf8 _, ArrowType.LargeBinary _ -> new VarWidth(Long.BYTES);
            case ArrowType.Utf8View _, ArrowType.BinaryView _ -> new View();
            case ArrowType.List _, ArrowType.Map _ -> new ListOf(Integer.BYTES);
            case ArrowType.LargeList _ -> new ListOf(Long.BYTES);
            case ArrowType.ListView _ -> new ListView(Integer.BYTES);
            case ArrowType.LargeListView _ -> new ListView(Long.BYTES);
            case ArrowType.FixedSizeList t -> new FixedSizeList(t.getListSize());
            case ArrowType.Struct _ -> new Struct();
            case ArrowType.Union t -> t.getMode() == UnionMode.Sparse ? new SparseUnion() : new DenseUnion();
            case ArrowType.RunEndEncoded _ -> new RunEndEncoded();
            case ArrowType.ExtensionType t -> of(t.storageType());
            default -> throw new IllegalArgumentException("Unsupported Arrow type " + type);
        };
    }
}

package io.forwardstore.cli.internal.value;

import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.UnionMode;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Types on one line, in the words of the Arrow columnar format: `list<item: utf8 not null>`.
public final class TypeText {
    private static final String EXTENSION_KEY = "ARROW:extension:name";

    private TypeText() {}

    /// A field's type, with its children, dictionary and extension.
    public static String of(Field field) {
        String text = type(field);
        DictionaryEncoding dictionary = field.getDictionary();
        if (dictionary != null) {
            text = "dictionary<" + text + ", indices: " + scalar(dictionary.getIndexType()) + ">";
        }
        String extension = field.getMetadata().get(EXTENSION_KEY);
        return extension == null ? text : "extension<" + extension + ", " + text + ">";
    }

    private static String type(Field field) {
        List<Field> children = field.getChildren();
        return switch (field.getType()) {
            case ArrowType.List _ -> "list" + children(children);
            case ArrowType.LargeList _ -> "large_list" + children(children);
            case ArrowType.ListView _ -> "list_view" + children(children);
            case ArrowType.LargeListView _ -> "large_list_view" + children(children);
            case ArrowType.FixedSizeList t -> "fixed_size_list[" + t.getListSize() + "]" + children(children);
            case ArrowType.Struct _ -> "struct" + children(children);
            case ArrowType.Map _ -> "map" + children(children.getFirst().getChildren());
            case ArrowType.Union t ->
                    (t.getMode() == UnionMode.Sparse ? "sparse_union" : "dense_union") + children(children);
            case ArrowType.RunEndEncoded _ -> "run_end_encoded" + children(children);
            case ArrowType.ExtensionType t -> "extension<" + t.extensionName() + ", " + scalar(t.storageType()) + ">";
            default -> scalar(field.getType());
        };
    }

    private static String children(List<Field> children) {
        return children.stream()
                .map(child -> child.getName() + ": " + of(child) + (child.isNullable() ? "" : " not null"))
                .collect(Collectors.joining(", ", "<", ">"));
    }

    private static String scalar(ArrowType type) {
        return switch (type) {
            case ArrowType.Int t -> (t.getIsSigned() ? "int" : "uint") + t.getBitWidth();
            case ArrowType.FloatingPoint t -> floating(t.getPrecision());
            case ArrowType.Decimal t ->
                    "decimal" + t.getBitWidth() + "(" + t.getPrecision() + ", " + t.getScale() + ")";
            case ArrowType.FixedSizeBinary t -> "fixed_size_binary[" + t.getByteWidth() + "]";
            case ArrowType.Date t ->
                    switch (t.getUnit()) {
                        case DAY -> "date32[day]";
                        case MILLISECOND -> "date64[ms]";
                    };
            case ArrowType.Time t -> "time" + t.getBitWidth() + "[" + unit(t.getUnit()) + "]";
            case ArrowType.Timestamp t ->
                    "timestamp[" + unit(t.getUnit()) + (t.getTimezone() == null ? "" : ", " + t.getTimezone()) + "]";
            case ArrowType.Duration t -> "duration[" + unit(t.getUnit()) + "]";
            case ArrowType.Interval t -> "interval[" + t.getUnit().name().toLowerCase(Locale.ROOT) + "]";
            case ArrowType.LargeUtf8 _ -> "large_utf8";
            case ArrowType.Utf8View _ -> "utf8_view";
            case ArrowType.LargeBinary _ -> "large_binary";
            case ArrowType.BinaryView _ -> "binary_view";
            default -> type.getTypeID().name().toLowerCase(Locale.ROOT);
        };
    }

    private static String floating(FloatingPointPrecision precision) {
        return switch (precision) {
            case HALF -> "float16";
            case SINGLE -> "float32";
            case DOUBLE -> "float64";
        };
    }

    private static String unit(TimeUnit unit) {
        return switch (unit) {
            case SECOND -> "s";
            case MILLISECOND -> "ms";
            case MICROSECOND -> "us";
            case NANOSECOND -> "ns";
        };
    }
}

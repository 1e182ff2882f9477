package io.forwardstore.engine.internal.parquet.format;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A file's footer.
///
/// @param schema the schema's tree in depth-first order, the root first
/// @param keyValues the writer's own metadata
/// @param encrypted true if the footer is in plain text but columns are encrypted
public record FileMetadata(
        List<SchemaElement> schema, List<RowGroup> rowGroups, Map<String, String> keyValues, boolean encrypted) {
    private static final int MIN_ELEMENT_BYTES = 3;
    private static final int MIN_ROW_GROUP_BYTES = 5;
    private static final int MIN_KEY_VALUE_BYTES = 3;

    public static FileMetadata read(CompactReader in) {
        List<SchemaElement> schema = List.of();
        List<RowGroup> rowGroups = List.of();
        Map<String, String> keyValues = Map.of();
        boolean encrypted = false;
        for (int field = in.nextField(0); field != CompactReader.STOP; field = in.nextField(field)) {
            switch (CompactReader.id(field)) {
                case 2 -> schema = readSchema(in, field);
                case 4 -> rowGroups = readRowGroups(in, field);
                case 5 -> keyValues = readKeyValues(in, field);
                case 8 -> {
                    encrypted = true;
                    in.skip(field);
                }
                default -> in.skip(field);
            }
        }
        return new FileMetadata(schema, rowGroups, keyValues, encrypted);
    }

    private static List<SchemaElement> readSchema(CompactReader in, int field) {
        int count = in.beginStructList(field, MIN_ELEMENT_BYTES);
        List<SchemaElement> elements = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            elements.add(SchemaElement.read(in));
        }
        return elements;
    }

    private static List<RowGroup> readRowGroups(CompactReader in, int field) {
        int count = in.beginStructList(field, MIN_ROW_GROUP_BYTES);
        List<RowGroup> groups = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            groups.add(RowGroup.read(in));
        }
        return groups;
    }

    private static Map<String, String> readKeyValues(CompactReader in, int list) {
        int count = in.beginStructList(list, MIN_KEY_VALUE_BYTES);
        Map<String, String> keyValues = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            String key = "";
            String value = "";
            for (int field = in.nextField(0); field != CompactReader.STOP; field = in.nextField(field)) {
                switch (CompactReader.id(field)) {
                    case 1 -> key = in.readString(field);
                    case 2 -> value = in.readString(field);
                    default -> in.skip(field);
                }
            }
            keyValues.put(key, value);
        }
        return keyValues;
    }
}

package io.forwardstore.engine.data;

import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.NanoTime;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.parquet.schema.Type;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Random rows of any Parquet schema.
public final class ParquetRows {
    /// Every physical type, and the nestings that differ in their levels.
    public static final List<String> FIELDS =
            List.of(
                    "optional boolean flag",
                    "required int32 int32",
                    "optional int64 int64",
                    "optional int96 int96",
                    "optional float float",
                    "required double double",
                    "optional binary text (STRING)",
                    "required binary bytes",
                    "optional fixed_len_byte_array(5) fixed",
                    "optional int32 small (INTEGER(8,true))",
                    "optional fixed_len_byte_array(7) decimal (DECIMAL(15,3))",
                    "optional group list (LIST) { repeated group list { optional binary element (STRING); } }",
                    "optional group lists (LIST) { repeated group list { optional group element (LIST) {"
                            + " repeated group list { optional int32 element; } } } }",
                    "optional group map (MAP) { repeated group key_value {"
                            + " required binary key (STRING); optional int64 value; } }",
                    "optional group struct { required int32 a; optional group b { optional binary c; } }",
                    "repeated int32 bare",
                    "repeated group bare_group { required int64 a; repeated double b; }");

    /// Every logical type that parquet-java's schema language has, and the legacy layouts of lists and maps.
    public static final List<String> LOGICAL_FIELDS =
            List.of(
                    "optional int32 date (DATE)",
                    "optional int32 time_ms (TIME(MILLIS,true))",
                    "optional int64 time_us (TIME(MICROS,false))",
                    "optional int64 time_ns (TIME(NANOS,true))",
                    "optional int64 ts_ms (TIMESTAMP(MILLIS,true))",
                    "optional int64 ts_us (TIMESTAMP(MICROS,false))",
                    "optional int64 ts_ns (TIMESTAMP(NANOS,true))",
                    "optional int32 int16 (INTEGER(16,true))",
                    "optional int32 uint8 (INTEGER(8,false))",
                    "optional int32 uint16 (INTEGER(16,false))",
                    "optional int32 uint32 (INTEGER(32,false))",
                    "optional int64 uint64 (INTEGER(64,false))",
                    "optional int32 decimal32 (DECIMAL(9,2))",
                    "optional int64 decimal64 (DECIMAL(18,4))",
                    "optional binary decimal_bytes (DECIMAL(30,5))",
                    "optional fixed_len_byte_array(16) decimal_fixed (DECIMAL(38,5))",
                    "optional binary enum (ENUM)",
                    "optional binary json (JSON)",
                    "optional binary bson (BSON)",
                    "optional fixed_len_byte_array(16) uuid (UUID)",
                    "optional fixed_len_byte_array(2) half (FLOAT16)",
                    "optional group two_levels (LIST) { repeated int32 element; }",
                    "optional group of_structs (LIST) { repeated group element {"
                            + " required int32 a; optional binary b; } }",
                    "optional group arrays (LIST) { repeated group array { required int32 a; } }",
                    "optional group tuples (LIST) { repeated group tuples_tuple { required int32 a; } }",
                    "optional group old_map (MAP) { repeated group map (MAP_KEY_VALUE) {"
                            + " required binary key (STRING); optional int32 value; } }",
                    "optional group keys (MAP) { repeated group key_value { required binary key (STRING); } }");

    private static final int MAX_REPEATS = 4;
    private static final int MAX_DECIMAL_BYTES = 12;

    private final Random random;

    private ParquetRows(long seed) {
        this.random = new Random(seed);
    }

    /// A schema of these fields.
    public static MessageType schema(List<String> fields) {
        StringBuilder message = new StringBuilder("message m {");
        fields.forEach(field -> message.append(field).append(field.endsWith("}") ? " " : "; "));
        return MessageTypeParser.parseMessageType(message.append('}').toString());
    }

    /// Rows of a schema.
    public static List<Group> random(MessageType schema, int count, long seed) {
        ParquetRows rows = new ParquetRows(seed);
        List<Group> groups = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            groups.add(rows.group(schema));
        }
        return groups;
    }

    private Group group(GroupType type) {
        SimpleGroup group = new SimpleGroup(type);
        for (Type field : type.getFields()) {
            int count =
                    switch (field.getRepetition()) {
                        case REQUIRED -> 1;
                        case OPTIONAL -> random.nextInt(4) == 0 ? 0 : 1;
                        case REPEATED -> random.nextInt(MAX_REPEATS);
                    };
            for (int i = 0; i < count; i++) {
                if (field.isPrimitive()) {
                    add(group, field);
                } else {
                    group.add(field.getName(), group(field.asGroupType()));
                }
            }
        }
        return group;
    }

    private void add(Group group, Type field) {
        String name = field.getName();
        switch (field.asPrimitiveType().getPrimitiveTypeName()) {
            case BOOLEAN -> group.add(name, random.nextBoolean());
            case INT32 -> group.add(name, random.nextInt(100) - (isTime(field) ? 0 : 50));
            case INT64 ->
                    group.add(
                            name,
                            random.nextInt(8) == 0 && !isTime(field) ? random.nextLong() : random.nextLong(1_000));
            case INT96 -> group.add(name, new NanoTime(2_440_588 + random.nextInt(20_000), random.nextLong(1L << 46)));
            case FLOAT -> group.add(name, random.nextInt(100) / 8f);
            case DOUBLE -> group.add(name, random.nextInt(100) / 16d);
            case BINARY -> group.add(name, binary(field));
            case FIXED_LEN_BYTE_ARRAY -> {
                byte[] bytes = new byte[field.asPrimitiveType().getTypeLength()];
                random.nextBytes(bytes);
                // Decimals of as many digits as the sample schema says
                bytes[0] = (byte) (random.nextBoolean() ? 0 : -1);
                group.add(name, Binary.fromConstantByteArray(bytes));
            }
        }
    }

    private Binary binary(Type field) {
        if (field.getLogicalTypeAnnotation() instanceof DecimalLogicalTypeAnnotation) {
            byte[] bytes = new byte[1 + random.nextInt(MAX_DECIMAL_BYTES)];
            random.nextBytes(bytes);
            return Binary.fromConstantByteArray(bytes);
        }
        return Binary.fromString("prefix " + "x".repeat(random.nextInt(20)) + random.nextInt(30));
    }

    private static boolean isTime(Type field) {
        return field.getLogicalTypeAnnotation() instanceof TimeLogicalTypeAnnotation;
    }
}

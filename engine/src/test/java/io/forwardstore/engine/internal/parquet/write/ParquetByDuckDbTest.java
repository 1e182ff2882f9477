package io.forwardstore.engine.internal.parquet.write;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.forwardstore.engine.TableWriter;
import io.forwardstore.engine.TableWriters;
import io.forwardstore.engine.WriteOptions;
import io.forwardstore.engine.data.DuckDb;
import io.forwardstore.engine.data.RandomVectors;
import io.forwardstore.engine.data.Rows;
import io.forwardstore.engine.data.SampleFields;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What DuckDB finds in Parquet files written here.
class ParquetByDuckDbTest {
    private static final long SEED = 20261124;
    private static final int ROWS = 1_000;

    private final BufferAllocator allocator = new RootAllocator();

    @TempDir Path directory;

    @AfterEach
    void nothingLeaks() {
        allocator.close();
    }

    /// Columns that DuckDB writes as Arrow's Java vectors do.
    private static final Set<String> ALIKE =
            Set.of(
                    "null",
                    "bool",
                    "int8",
                    "int16",
                    "int32",
                    "int64",
                    "float32",
                    "float64",
                    "decimal7",
                    "decimal16",
                    "decimal38",
                    "utf8",
                    "large_utf8",
                    "utf8_view",
                    "required_int",
                    "required_utf8",
                    "with_metadata",
                    "required_list",
                    "fixed_list",
                    "runs16",
                    "runs32",
                    "runs64");

    /// How other columns are asked for, so that they come as Arrow's Java vectors write them.
    private static Map<String, String> expressions() {
        Map<String, String> expressions = new HashMap<>();
        ALIKE.forEach(name -> expressions.put(name, "x"));
        expressions.put("uint8", "x::BIGINT - CASE WHEN x > 127 THEN 256 ELSE 0 END");
        expressions.put("uint32", "x::BIGINT - CASE WHEN x > 2147483647 THEN 4294967296 ELSE 0 END");
        expressions.put(
                "uint64", "x::HUGEINT - CASE WHEN x > 9223372036854775807 THEN 18446744073709551616 ELSE 0 END");
        for (String name : List.of("binary", "large_binary", "binary_view", "fixed_binary")) {
            expressions.put(name, "'0x' || lower(hex(x))");
        }
        expressions.put("interval_YEAR_MONTH", "'P' || x || 'M'");
        expressions.put("date32", "x - DATE '1970-01-01'");
        expressions.put("date64", "x::VARCHAR || 'T00:00'");
        expressions.put("time_us", "epoch_us(x::TIME)");
        expressions.put("time_s", "epoch_us(x::TIME) // 1000000");
        expressions.put("timestamp_tz_SECOND", "epoch_ms(x) // 1000");
        expressions.put("timestamp_tz_MILLISECOND", "epoch_ms(x)");
        expressions.put("timestamp_tz_MICROSECOND", "epoch_us(x)");
        return expressions;
    }

    @Test
    void everyTypeThatDuckDbHasComesBack() throws Exception {
        Path file = directory.resolve("t.parquet");
        Map<String, String> expressions = expressions();
        List<Field> all = new ArrayList<>(SampleFields.flat());
        all.addAll(SampleFields.intervals());
        all.addAll(SampleFields.nested());
        all.addAll(SampleFields.runEndEncoded());
        List<Field> fields = all.stream().filter(field -> expressions.containsKey(field.getName())).toList();
        assertEquals(expressions.keySet(), fields.stream().map(Field::getName).collect(Collectors.toSet()));
        List<List<String>> expected = write(file, new Schema(fields));
        List<List<String>> found = DuckDb.query(columns(fields, expressions), file);
        for (int i = 0; i < fields.size(); i++) {
            assertEquals(expected.get(i), found.get(i), fields.get(i).toString());
        }
    }

    private static String columns(List<Field> fields, Map<String, String> expressions) {
        return fields.stream()
                .map(field -> expressions.get(field.getName()).replaceAll("\\bx\\b", '"' + field.getName() + '"'))
                .collect(Collectors.joining(", ", "SELECT ", " FROM $file"));
    }

    private List<List<String>> write(Path file, Schema schema) throws Exception {
        WriteOptions options = WriteOptions.parquet().withBlockRows(300).withPageRows(40);
        try (VectorSchemaRoot batch = new RandomVectors(allocator, SEED).batch(schema, ROWS);
                TableWriter writer = TableWriters.create(file, schema, options)) {
            writer.write(batch);
            writer.commit();
            return Rows.columns(batch);
        }
    }
}

package io.forwardstore.engine.internal.ipc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.StorageOptions;
import io.forwardstore.engine.FileSource;
import io.forwardstore.engine.ResidentFileSource;
import io.forwardstore.engine.TableFiles;
import io.forwardstore.engine.TableStore;
import io.forwardstore.engine.WriteOptions;
import io.forwardstore.engine.data.RandomTables;
import io.forwardstore.engine.data.Rows;
import io.forwardstore.engine.data.SampleFields;

import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.Data;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBResultSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// DuckDB takes a scan as a table and answers the same values, again as Arrow vectors.
@Tag("arrow-cpp")
class IpcDuckDbTest {
    private static final int BATCH_ROWS = 2_048;

    /// How to ask for what DuckDB turns into other types, so that it comes back as it went.
    private static final Map<String, String> ASKED =
            Map.of(
                    "date64", "x::TIMESTAMP_MS",
                    "time_s", "epoch_us(x) // 1000000",
                    "time_ms", "DATE '1970-01-01' + x",
                    "timestamp_tz_SECOND", "epoch_ms(x) // 1000",
                    "timestamp_tz_MILLISECOND", "epoch_ms(x)");

    /// What DuckDB, or Arrow's Java bindings on the way, cannot take, and what they say.
    private static final Map<String, String> REFUSED =
            Map.of(
                    "float16", "Unsupported Internal Arrow Type e",
                    "decimal76", "Unsupported Internal Arrow Type for Decimal",
                    "dense_union", "Unsupported Internal Arrow Type: \"d\" Union",
                    // Its type ids are not the numbers of its children.
                    "sparse_union", "Arrow union tag out of range",
                    // Random keys, some of which stand twice in a map; [#MAP]'s do not.
                    "map", "duplicate key",
                    "map_of_list", "duplicate key");

    /// What DuckDB 2.0 takes wrongly: days and milliseconds as one number, and lists in fixed-size lists that are null.
    private static final Set<String> MISTAKEN = Set.of("interval_DAY_TIME", "fixed_list_of_list");

    /// A map of keys that are too random to be alike.
    private static final Field MAP =
            SampleFields.nullable(
                    "map_of_longs",
                    new ArrowType.Map(false),
                    SampleFields.required(
                            "entries",
                            new ArrowType.Struct(),
                            SampleFields.required("key", new ArrowType.Int(64, true)),
                            SampleFields.nullable("value", new ArrowType.Utf8())));

    private final BufferAllocator allocator = new RootAllocator();

    @TempDir private Path directory;

    @AfterEach
    void nothingLeaks() {
        allocator.close();
    }

    @TestFactory
    Stream<DynamicTest> duckDbTakesAScan() {
        return Stream.concat(SampleFields.all().stream(), Stream.of(MAP))
                .map(field -> DynamicTest.dynamicTest(field.getName(), () -> passThroughDuckDb(field)));
    }

    private void passThroughDuckDb(Field field) throws Exception {
        Path file = Files.createTempFile(directory, "ours", ".arrow");
        WriteOptions options = WriteOptions.arrow().withBlockRows(100);
        List<List<String>> expected = RandomTables.write(file, new Schema(List.of(field)), options, allocator);
        String name = field.getName();
        String refusal = REFUSED.get(name);
        if (refusal != null) {
            Exception e = assertThrows(Exception.class, () -> answered(file, name));
            assertTrue(e.toString().contains(refusal), e.toString());
        } else if (MISTAKEN.contains(name)) {
            assertNotEquals(expected.getFirst(), answered(file, name));
        } else {
            assertEquals(
                    expected.getFirst().stream().map(value -> asDuckDb(field.getType(), value)).toList(),
                    answered(file, name));
        }
    }

    /// All of DuckDB's intervals and durations are months, days and microseconds.
    private static String asDuckDb(ArrowType type, String value) {
        if (value.equals("null")) {
            return value;
        }
        return switch (type) {
            case ArrowType.Duration _ -> "P0D " + inMicros(value);
            case ArrowType.Interval t when t.getUnit() == IntervalUnit.YEAR_MONTH -> value + " PT0S";
            case ArrowType.Interval _ -> {
                int space = value.indexOf(' ');
                yield value.substring(0, space + 1) + inMicros(value.substring(space + 1));
            }
            default -> value;
        };
    }

    private static Duration inMicros(String duration) {
        return Duration.parse(duration).truncatedTo(ChronoUnit.MICROS);
    }

    private List<String> answered(Path file, String column) throws Exception {
        FileSource source = ResidentFileSource.open(file);
        try (TableStore store =
                        new TableStore(TableFiles.open(source, StorageOptions.defaults().with(allocator)), allocator);
                ArrowReader scan = store.scan(List.of(column));
                ArrowArrayStream stream = ArrowArrayStream.allocateNew(allocator);
                DuckDBConnection connection =
                        DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class);
                Statement statement = connection.createStatement()) {
            Data.exportArrayStream(allocator, scan, stream);
            connection.registerArrowStream("scan", stream);
            statement.execute("SET TimeZone = 'UTC'");
            String asked = ASKED.getOrDefault(column, "x").replace("x", '"' + column + '"');
            try (DuckDBResultSet result =
                            statement.executeQuery("SELECT " + asked + " FROM scan").unwrap(DuckDBResultSet.class);
                    ArrowReader reader = (ArrowReader) result.arrowExportStream(allocator, BATCH_ROWS)) {
                return Rows.columns(reader).getFirst();
            }
        }
    }
}

package io.forwardstore.engine.internal.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.forwardstore.ScanOptions;
import io.forwardstore.StorageOptions;
import io.forwardstore.engine.PositionalFileSource;
import io.forwardstore.engine.TableFile;
import io.forwardstore.engine.TableFiles;
import io.forwardstore.engine.TableStore;
import io.forwardstore.engine.data.DuckDb;
import io.forwardstore.engine.data.Rows;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Files that DuckDB writes read as DuckDB says they are: every codec and page format that it has, one page a chunk,
/// nulls, dictionaries, nested values, several row groups.
class ParquetDuckDbTest {
    private static final long SEED = 20_261_122;
    private static final int ROWS = 3_000;

    /// A row is a pure function of its number `i`.
    private static final String TABLE =
            "create table t as select i::bigint as id, 'category' || (i % 100) as category,"
                    + " md5(i::varchar) || repeat('x', (i % 90)::int) as title,"
                    + " case when i % 10 = 3 then null else (i * 7919 % 10007)::float end as score,"
                    + " (i * 31 % 1000)::double / 8 as price, i % 3 = 0 as flag,"
                    + " case when i % 7 = 0 then null else (i % 200 - 100)::tinyint end as small,"
                    + " (i * 1.25)::decimal(18, 2) as amount, (i::hugeint * 1000000007)::decimal(38, 3) as wide,"
                    + " case when i % 11 = 0 then null else range(i % 5) end as numbers,"
                    + " case when i % 13 = 0 then null else {'a': i::int, 'b': [i::varchar, null]} end as pair,"
                    + " map {'k' || (i % 3): i} as entries"
                    + " from range("
                    + ROWS
                    + ") r(i)";

    /// The same values as texts, written by other means than a Parquet reader.
    private static final String TEXTS =
            "select id::varchar, category, title, score::double::varchar, price::varchar, flag::varchar,"
                    + " small::varchar, amount::varchar, wide::varchar, numbers::varchar, pair.a::varchar,"
                    + " pair.b::varchar, map_keys(entries)::varchar, map_values(entries)::varchar from t order by id";

    @TempDir private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "compression uncompressed",
                "compression snappy",
                "compression gzip",
                "compression zstd",
                "compression lz4_raw",
                "compression brotli",
                "compression zstd, parquet_version v2",
                "compression zstd, row_group_size 2048",
                "compression uncompressed, row_group_size 2048, parquet_version v2"
            })
    void readsWhatDuckDbWrote(String options) throws IOException, SQLException {
        Path file = directory.resolve("duckdb.parquet");
        List<List<String>> expected;
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute(TABLE);
            statement.execute("copy t to '" + file + "' (format parquet, " + options + ")");
            expected = DuckDb.columns(statement, TEXTS);
        }
        try (BufferAllocator allocator = new RootAllocator();
                TableStore store = open(file, StorageOptions.defaults().with(allocator), allocator)) {
            List<String> columns = store.physicalSchema().getFields().stream().map(Field::getName).toList();
            List<List<String>> scanned = Rows.scanned(store, ScanOptions.of(columns).batchSize(1_000));
            assertEquals(expected, asDuckDb(scanned));
            long[] ids = new Random(SEED).longs(200, 0, ROWS).toArray();
            assertEquals(Rows.pick(scanned, ids), Rows.fetched(store, columns, ids));
        }
    }

    private static TableStore open(Path file, StorageOptions options, BufferAllocator allocator) throws IOException {
        TableFile table = TableFiles.open(PositionalFileSource.open(file), options);
        return new TableStore(table, allocator);
    }

    /// Splits structs and maps as [#TEXTS] does.
    private static List<List<String>> asDuckDb(List<List<String>> columns) {
        List<List<String>> texts = new ArrayList<>(columns.subList(0, 10));
        List<String> pairs = columns.get(10);
        texts.add(replaced(pairs, "\\{a=(\\d+), b=.*", "$1"));
        texts.add(replaced(replaced(pairs, ".* b=(.*)}", "$1"), "(?<=, )null", "NULL"));
        List<String> entries = columns.get(11);
        texts.add(replaced(entries, "\\[\\{key=(k\\d), value=\\d+}]", "[$1]"));
        texts.add(replaced(entries, "\\[\\{key=k\\d, value=(\\d+)}]", "[$1]"));
        return texts;
    }

    private static List<String> replaced(List<String> values, String pattern, String replacement) {
        return values.stream().map(value -> value.replaceAll(pattern, replacement)).toList();
    }
}

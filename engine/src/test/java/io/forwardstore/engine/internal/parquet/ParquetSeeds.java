package io.forwardstore.engine.internal.parquet;

import io.forwardstore.engine.Compression;
import io.forwardstore.engine.Corpora;
import io.forwardstore.engine.TableWriter;
import io.forwardstore.engine.TableWriters;
import io.forwardstore.engine.WriteOptions;
import io.forwardstore.engine.data.DuckDb;
import io.forwardstore.engine.data.ParquetJava;
import io.forwardstore.engine.data.ParquetRows;
import io.forwardstore.engine.data.RandomVectors;
import io.forwardstore.engine.data.SampleFields;
import io.forwardstore.engine.hostile.Seed;
import io.forwardstore.testkit.data.Datasets;
import io.forwardstore.testkit.data.Format;
import io.forwardstore.testkit.data.Nulls;
import io.forwardstore.testkit.data.TypeCase;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Small Parquet files of every encoding, codec, page version and nesting, by five writers: those of the corpus,
/// parquet-java, DuckDB, this engine and the conformance kit.
final class ParquetSeeds {
    private static final int MAX_CORPUS_BYTES = 100_000;
    private static final int ROWS = 40;
    private static final long SEED = 20_261_125;

    /// What every codec is tried on.
    private static final List<String> CODEC_FIELDS = List.of("utf8", "list_of_struct");

    /// Its one page is of a gigabyte.
    private static final String HUGE = "large_string_map.brotli.parquet";

    private final BufferAllocator allocator;
    private final Path file;
    private final List<Seed> seeds = new ArrayList<>();

    private ParquetSeeds(BufferAllocator allocator, Path file) {
        this.allocator = allocator;
        this.file = file;
    }

    /// All seeds.
    ///
    /// @param directory for what is written on the way
    static List<Seed> all(BufferAllocator allocator, Path directory) throws IOException, SQLException {
        ParquetSeeds made = new ParquetSeeds(allocator, directory.resolve("seed.parquet"));
        made.addParquetJava();
        made.addDuckDb();
        made.addWritten();
        made.addKit();
        made.add("levels in BIT_PACKED", BitPackedLevelsTest.content(made.file));
        for (Path one : Corpora.files("parquet-testing/data", ".parquet")) {
            if (one.toFile().length() <= MAX_CORPUS_BYTES && !one.endsWith(HUGE)) {
                made.add("corpus " + one.getFileName(), Files.readAllBytes(one));
            }
        }
        return List.copyOf(made.seeds);
    }

    private void addParquetJava() throws IOException {
        for (ParquetJava.Encodings encodings : ParquetJava.Encodings.values()) {
            for (String field : ParquetRows.FIELDS) {
                CompressionCodecName codec =
                        seeds.size() % 4 == 3 ? CompressionCodecName.ZSTD : CompressionCodecName.UNCOMPRESSED;
                addParquetJava(field, new ParquetJava.Style(encodings, codec, null));
            }
        }
        for (String field : ParquetRows.LOGICAL_FIELDS) {
            addParquetJava(
                    field,
                    new ParquetJava.Style(ParquetJava.Encodings.V1_PLAIN, CompressionCodecName.UNCOMPRESSED, null));
        }
    }

    private void addParquetJava(String field, ParquetJava.Style style) throws IOException {
        MessageType schema = ParquetRows.schema(List.of(field));
        ParquetJava.write(file, schema, ParquetRows.random(schema, ROWS, SEED), style);
        add("parquet-java " + style.encodings() + " " + style.codec() + " " + field);
    }

    private void addDuckDb() throws IOException, SQLException {
        String query =
                "SELECT i::BIGINT AS id, 'category' || (i % 5) AS category, (i * 1.25)::DECIMAL(18, 2) AS amount,"
                        + " CASE WHEN i % 3 = 0 THEN NULL ELSE range(i % 4) END AS list, i / 7 AS real"
                        + " FROM range("
                        + ROWS
                        + ") r(i)";
        for (String codec : List.of("uncompressed", "snappy", "gzip", "zstd", "lz4_raw", "brotli")) {
            for (String version : List.of("v1", "v2")) {
                Files.deleteIfExists(file);
                DuckDb.copy(query, file, "compression " + codec + ", parquet_version " + version);
                add("DuckDB " + codec + " " + version);
            }
        }
    }

    private void addWritten() throws IOException {
        for (Field field : SampleFields.forParquet()) {
            addWritten(field, WriteOptions.parquet().withCompression(Compression.UNCOMPRESSED));
        }
        for (Compression codec : Compression.values()) {
            for (Field field : SampleFields.forParquet()) {
                if (CODEC_FIELDS.contains(field.getName())) {
                    addWritten(field, WriteOptions.parquet().withCompression(codec));
                }
            }
        }
    }

    private void addWritten(Field field, WriteOptions options) throws IOException {
        Schema schema = new Schema(List.of(field));
        WriteOptions small = options.withPageRows(9).withBlockRows(25).withAllocator(allocator);
        try (TableWriter writer = TableWriters.create(file, schema, small);
                VectorSchemaRoot batch = new RandomVectors(allocator, SEED).batch(schema, ROWS)) {
            writer.write(batch);
            writer.commit();
        }
        add("written " + field.getName() + " " + options.compression());
    }

    /// The kit's chunks differ in page version, codec, dictionaries and indexes.
    private void addKit() throws IOException {
        for (TypeCase type : TypeCase.all()) {
            if (Format.PARQUET.holds(type)) {
                Nulls nulls = type.allows(Nulls.SOME) ? Nulls.SOME : Nulls.ALL;
                add(
                        "kit " + type.name(),
                        Datasets.ofTypes(List.of(type), nulls, List.of(7, 13, 4, 9, 5)).bytes(Format.PARQUET));
            }
        }
    }

    private void add(String name) throws IOException {
        add(name, Files.readAllBytes(file));
    }

    private void add(String name, byte[] content) throws IOException {
        seeds.add(new Seed(name, content, ParquetRegions.of(content)));
    }
}

package io.forwardstore.bufferpool;

import io.forwardstore.engine.TableWriter;
import io.forwardstore.engine.TableWriters;
import io.forwardstore.engine.WriteOptions;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// Tables whose every value follows from the table's version, the row and the column, so that any answer can be
/// checked, and one that mixes two versions shows.
final class KnownTable {
    static final List<String> COLUMNS = List.of("version", "id", "text", "score");

    private static final Schema SCHEMA =
            new Schema(
                    List.of(
                            new Field("version", FieldType.notNullable(new ArrowType.Int(64, true)), null),
                            new Field("id", FieldType.notNullable(new ArrowType.Int(64, true)), null),
                            new Field("text", FieldType.nullable(new ArrowType.Utf8()), null),
                            new Field(
                                    "score",
                                    FieldType.nullable(new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE)),
                                    null)));

    private KnownTable() {}

    /// Writes a table as Arrow IPC, in place of what was there.
    static void write(Path file, long version, int rows, int batchRows) throws IOException {
        write(file, version, rows, batchRows, WriteOptions.arrow().withBlockRows(batchRows));
    }

    /// Writes a table as Parquet with small pages, in place of what was there.
    static void writeParquet(Path file, long version, int rows, int rowGroupRows) throws IOException {
        write(file, version, rows, rowGroupRows, WriteOptions.parquet().withBlockRows(rowGroupRows));
    }

    private static void write(Path file, long version, int rows, int batchRows, WriteOptions options)
            throws IOException {
        try (BufferAllocator allocator = new RootAllocator();
                VectorSchemaRoot root = VectorSchemaRoot.create(SCHEMA, allocator);
                TableWriter writer = TableWriters.create(file, SCHEMA, options)) {
            for (int first = 0; first < rows; first += batchRows) {
                fill(root, version, first, Math.min(batchRows, rows - first));
                writer.write(root);
            }
            writer.commit();
        }
    }

    private static void fill(VectorSchemaRoot root, long version, int first, int count) {
        root.allocateNew();
        for (int i = 0; i < count; i++) {
            long row = (long) first + i;
            ((BigIntVector) root.getVector(0)).setSafe(i, version);
            ((BigIntVector) root.getVector(1)).setSafe(i, row * version);
            if (hasText(row)) {
                ((VarCharVector) root.getVector(2)).setSafe(i, text(version, row).getBytes(StandardCharsets.UTF_8));
            } else {
                ((VarCharVector) root.getVector(2)).setNull(i);
            }
            if (hasScore(row)) {
                ((Float4Vector) root.getVector(3)).setSafe(i, score(version, row));
            } else {
                ((Float4Vector) root.getVector(3)).setNull(i);
            }
        }
        root.setRowCount(count);
    }

    private static boolean hasText(long row) {
        return row % 7 != 3;
    }

    private static String text(long version, long row) {
        return "v" + version + "-row" + row + "-" + "x".repeat((int) (row % 40));
    }

    private static boolean hasScore(long row) {
        return row % 10 != 9;
    }

    private static float score(long version, long row) {
        return (version * 31 + row) % 100_000;
    }

    /// Checks an answer with all columns.
    ///
    /// @param rows the rows that it should hold
    /// @return the version that all of it is of
    /// @throws AssertionError if a value is wrong
    static long check(VectorSchemaRoot root, long[] rows) {
        if (root.getRowCount() != rows.length) {
            throw new AssertionError(root.getRowCount() + " rows instead of " + rows.length);
        }
        long version = rows.length == 0 ? 0 : ((BigIntVector) root.getVector(0)).get(0);
        for (int i = 0; i < rows.length; i++) {
            checkRow(root, i, version, rows[i]);
        }
        return version;
    }

    private static void checkRow(VectorSchemaRoot root, int index, long version, long row) {
        require(((BigIntVector) root.getVector(0)).get(index) == version, "version", row);
        require(((BigIntVector) root.getVector(1)).get(index) == row * version, "id", row);
        VarCharVector texts = (VarCharVector) root.getVector(2);
        require(texts.isNull(index) != hasText(row), "text's null", row);
        if (hasText(row)) {
            require(new String(texts.get(index), StandardCharsets.UTF_8).equals(text(version, row)), "text", row);
        }
        Float4Vector scores = (Float4Vector) root.getVector(3);
        require(scores.isNull(index) != hasScore(row), "score's null", row);
        if (hasScore(row)) {
            require(scores.get(index) == score(version, row), "score", row);
        }
    }

    private static void require(boolean holds, String what, long row) {
        if (!holds) {
            throw new AssertionError("Wrong " + what + " of row " + row);
        }
    }
}

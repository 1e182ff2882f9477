package io.forwardstore.cli;

import io.forwardstore.cli.internal.terminal.Console;
import io.forwardstore.cli.internal.terminal.Terminal;
import io.forwardstore.engine.TableWriter;
import io.forwardstore.engine.TableWriters;
import io.forwardstore.engine.WriteOptions;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

import picocli.CommandLine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Four rows in two batches that hold what formats get wrong: nulls, empty strings, separators, control characters, the
/// largest integers, NaN and infinities.
final class SmallTable {
    /// A console that nothing is read from.
    static final Console CONSOLE =
            new Console(InputStream.nullInputStream(), OutputStream.nullOutputStream(), System.err, Terminal.NONE);

    private static final Schema SCHEMA =
            new Schema(
                    List.of(
                            new Field("id", FieldType.notNullable(new ArrowType.Int(32, true)), List.of()),
                            nullable("name", new ArrowType.Utf8()),
                            nullable("big", new ArrowType.Int(64, true)),
                            nullable("ratio", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)),
                            nullable("bytes", new ArrowType.Binary()),
                            nullable("note", new ArrowType.Utf8()),
                            nullable("tags", new ArrowType.List(), nullable("item", new ArrowType.Utf8()))));

    private static final String[] NAMES = {"a", null, "c,\"d\"", ""};
    private static final Long[] BIGS = {Long.MAX_VALUE, Long.MIN_VALUE, null, (1L << 53) + 1};
    private static final double[] RATIOS = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0};
    private static final byte[][] BYTES = {{0, -1}, null, {}, {1}};
    private static final String[] NOTES = {"plain", "\u001B[31mred", "tab\t", "two\nlines"};
    private static final List<List<String>> TAGS =
            new ArrayList<>(Arrays.asList(Arrays.asList("x", null), List.of(), null, List.of("")));

    private SmallTable() {}

    /// True for the commands that users see, but those that come with the parser.
    static boolean isOurs(CommandLine command) {
        return command.getCommand().getClass().getPackage().equals(FStore.class.getPackage())
                && !command.getCommandSpec().usageMessage().hidden();
    }

    private static Field nullable(String name, ArrowType type, Field... children) {
        return new Field(name, FieldType.nullable(type), List.of(children));
    }

    static Path write(Path file) throws IOException {
        try (BufferAllocator allocator = new RootAllocator();
                VectorSchemaRoot batch = VectorSchemaRoot.create(SCHEMA, allocator);
                TableWriter writer = TableWriters.create(file, SCHEMA, WriteOptions.arrow().withBlockRows(3))) {
            for (int first = 0; first < NAMES.length; first += 3) {
                fill(batch, first, Math.min(3, NAMES.length - first));
                writer.write(batch);
            }
            writer.commit();
        }
        return file;
    }

    /// The table with a column `name` whose offsets lead out of its bytes in the first batch.
    static Path writeBroken(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(write(file));
        byte[] values = "ac,\"d\"".getBytes(StandardCharsets.UTF_8);
        int at = 64;
        while (!Arrays.equals(bytes, at, at + values.length, values, 0, values.length)) {
            at++;
        }
        bytes[at - 64 + 3 * Integer.BYTES + 2] = 0x7F;
        return Files.write(file, bytes);
    }

    private static void fill(VectorSchemaRoot batch, int first, int count) {
        batch.getFieldVectors().forEach(vector -> vector.reset());
        batch.allocateNew();
        for (int i = 0; i < count; i++) {
            int row = first + i;
            ((IntVector) batch.getVector("id")).setSafe(i, row + 1);
            text((VarCharVector) batch.getVector("name"), i, NAMES[row]);
            if (BIGS[row] != null) {
                ((BigIntVector) batch.getVector("big")).setSafe(i, BIGS[row]);
            }
            ((Float8Vector) batch.getVector("ratio")).setSafe(i, RATIOS[row]);
            if (BYTES[row] != null) {
                ((VarBinaryVector) batch.getVector("bytes")).setSafe(i, BYTES[row]);
            }
            text((VarCharVector) batch.getVector("note"), i, NOTES[row]);
        }
        tags((ListVector) batch.getVector("tags"), first, count);
        batch.setRowCount(count);
    }

    private static void tags(ListVector vector, int first, int count) {
        VarCharVector items = (VarCharVector) vector.getDataVector();
        int next = 0;
        for (int i = 0; i < count; i++) {
            List<String> tags = TAGS.get(first + i);
            if (tags != null) {
                vector.startNewValue(i);
                for (String tag : tags) {
                    text(items, next++, tag);
                }
                vector.endValue(i, tags.size());
            }
        }
        items.setValueCount(next);
    }

    private static void text(VarCharVector vector, int index, String text) {
        if (text != null) {
            vector.setSafe(index, text.getBytes(StandardCharsets.UTF_8));
        }
    }
}

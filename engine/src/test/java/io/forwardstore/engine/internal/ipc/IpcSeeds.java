package io.forwardstore.engine.internal.ipc;

import io.forwardstore.engine.Compression;
import io.forwardstore.engine.Corpora;
import io.forwardstore.engine.TableWriter;
import io.forwardstore.engine.TableWriters;
import io.forwardstore.engine.WriteOptions;
import io.forwardstore.engine.data.RandomVectors;
import io.forwardstore.engine.data.SampleFields;
import io.forwardstore.engine.hostile.Seed;
import io.forwardstore.testkit.data.Datasets;
import io.forwardstore.testkit.data.Format;
import io.forwardstore.testkit.data.Nulls;
import io.forwardstore.testkit.data.TypeCase;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Small IPC files and streams of every type, by four writers: Arrow's own (the corpus), this engine's in every
/// compression, the conformance kit's, and messages put together by hand.
final class IpcSeeds {
    private static final int[] BATCH_ROWS = {1, 40, 0, 13};
    private static final int BLOCK_ROWS = 20;
    private static final long SEED = 20_261_125;

    private final BufferAllocator allocator;
    private final Path directory;
    private final List<Seed> seeds = new ArrayList<>();

    private IpcSeeds(BufferAllocator allocator, Path directory) {
        this.allocator = allocator;
        this.directory = directory;
    }

    /// All seeds.
    ///
    /// @param directory for what is written on the way
    static List<Seed> all(BufferAllocator allocator, Path directory) throws IOException {
        IpcSeeds made = new IpcSeeds(allocator, directory);
        for (Compression compression : List.of(Compression.UNCOMPRESSED, Compression.LZ4, Compression.ZSTD)) {
            for (Field field : SampleFields.all()) {
                made.addWritten(field, compression);
            }
        }
        for (TypeCase type : TypeCase.all()) {
            Nulls nulls = type.allows(Nulls.SOME) ? Nulls.SOME : Nulls.ALL;
            byte[] content = Datasets.ofTypes(List.of(type), nulls, List.of(7, 0, 13)).bytes(Format.ARROW_IPC);
            made.add("kit " + type.name(), content);
        }
        made.addDictionaries();
        made.addNarrowDecimals();
        made.add("dense union of one value each", IpcUnionTest.sharedPlaces(allocator));
        for (Path file : Corpora.files("arrow-testing/integration", ".arrow_file")) {
            made.add(file.getParent().getFileName() + "/" + file.getFileName(), Files.readAllBytes(file));
        }
        return List.copyOf(made.seeds);
    }

    private void addWritten(Field field, Compression compression) throws IOException {
        Path file = directory.resolve("seed.arrow");
        Schema schema = new Schema(List.of(field));
        RandomVectors vectors = new RandomVectors(allocator, SEED);
        WriteOptions options = WriteOptions.arrow().withBlockRows(BLOCK_ROWS).withCompression(compression);
        try (TableWriter writer = TableWriters.create(file, schema, options.withAllocator(allocator))) {
            for (int rows : BATCH_ROWS) {
                try (VectorSchemaRoot batch = vectors.batch(schema, rows)) {
                    writer.write(batch);
                }
            }
            writer.commit();
        }
        add("written " + field.getName() + " " + compression, Files.readAllBytes(file));
    }

    /// A file of dictionaries that two columns share and that stand in each other, one of which grows.
    static byte[] sharedNestedDictionaries(BufferAllocator allocator) throws IOException {
        return new IpcSeeds(allocator, Path.of("")).dictionaries().toFile();
    }

    private void addDictionaries() throws IOException {
        IpcMessages messages = dictionaries();
        add("shared, nested, growing dictionaries", messages.toFile());
        add("shared, nested, growing dictionaries in a stream", messages.toStream());
        addNames(messages, false, "x", "y", "z", "w");
        addIndices(messages, 1, 1, 2);
        add("replaced dictionaries in a stream", messages.toStream());
    }

    private IpcMessages dictionaries() {
        DictionaryEncoding inner = new DictionaryEncoding(1, false, new ArrowType.Int(32, true));
        DictionaryEncoding outer = new DictionaryEncoding(2, false, new ArrowType.Int(32, true));
        Field name = new Field("name", new FieldType(true, new ArrowType.Utf8(), inner), null);
        Field names = new Field("names", new FieldType(true, new ArrowType.List(), outer), List.of(name));
        Field other = new Field("other", name.getFieldType(), null);
        IpcMessages messages = new IpcMessages(new Schema(List.of(name, other, names)));
        addNames(messages, false, "a", "b", "long enough for a heap");
        addLists(messages);
        addNames(messages, true, "c");
        addIndices(messages, 3, 0, 2, 1);
        return messages;
    }

    private void addNames(IpcMessages messages, boolean isDelta, String... values) {
        try (VarCharVector vector = new VarCharVector("values", allocator)) {
            for (int i = 0; i < values.length; i++) {
                vector.setSafe(i, values[i].getBytes(StandardCharsets.UTF_8));
            }
            vector.setValueCount(values.length);
            messages.dictionary(1, vector, isDelta);
        }
    }

    /// A dictionary of lists of indices into the other one.
    private void addLists(IpcMessages messages) {
        Field item = new Field("item", FieldType.nullable(new ArrowType.Int(32, true)), null);
        Field list = new Field("values", FieldType.nullable(new ArrowType.List()), List.of(item));
        try (var vector = (org.apache.arrow.vector.complex.ListVector) list.createVector(allocator)) {
            var writer = vector.getWriter();
            for (int i = 0; i < 3; i++) {
                writer.startList();
                for (int value = 0; value < i; value++) {
                    writer.writeInt(value);
                }
                writer.endList();
            }
            writer.setValueCount(3);
            messages.dictionary(2, vector, false);
        }
    }

    private void addIndices(IpcMessages messages, int... indices) {
        try (IntVector one = indices("name", indices, indices.length);
                IntVector two = indices("other", indices, 2);
                IntVector three = indices("names", indices, 3)) {
            messages.batch(VectorSchemaRoot.of(one, two, three));
        }
    }

    private IntVector indices(String name, int[] indices, int below) {
        IntVector vector = new IntVector(name, allocator);
        for (int i = 0; i < indices.length; i++) {
            vector.setSafe(i, indices[i] % below);
        }
        vector.setNull(indices.length - 1);
        vector.setValueCount(indices.length);
        return vector;
    }

    /// Decimals of 32 and 64 bits are laid out as integers are.
    private void addNarrowDecimals() throws IOException {
        for (int bits : new int[] {32, 64}) {
            Schema integers = new Schema(List.of(SampleFields.nullable("d", new ArrowType.Int(bits, true))));
            Schema decimals = new Schema(List.of(SampleFields.nullable("d", new ArrowType.Decimal(9, 2, bits))));
            IpcMessages messages = new IpcMessages(decimals);
            try (VectorSchemaRoot batch = new RandomVectors(allocator, SEED).batch(integers, 20)) {
                messages.batch(batch);
            }
            add("decimal of " + bits + " bits", messages.toFile());
        }
    }

    private void add(String name, byte[] content) {
        seeds.add(new Seed(name, content, IpcRegions.of(content)));
    }
}

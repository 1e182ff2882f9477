package io.forwardstore.engine.internal.ipc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.CorruptFileException;
import io.forwardstore.DictionaryMode;
import io.forwardstore.ForwardStore;
import io.forwardstore.ScanOptions;
import io.forwardstore.StorageOptions;
import io.forwardstore.engine.ResidentFileSource;
import io.forwardstore.engine.TableFiles;
import io.forwardstore.engine.TableStore;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryEncoder;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.Text;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Dictionaries that grow or are replaced, and columns that are shown as their indices.
class IpcDictionaryTest {
    private static final long ID = 7;
    private static final DictionaryEncoding ENCODING = new DictionaryEncoding(ID, false, new ArrowType.Int(32, true));
    private static final Schema MESSAGE_SCHEMA =
            new Schema(List.of(new Field("s", new FieldType(true, new ArrowType.Utf8(), ENCODING), null)));

    private final BufferAllocator allocator = new RootAllocator();

    @AfterEach
    void nothingIsLeaked() {
        allocator.close();
    }

    @Test
    void deltasOfAFileExtendItsDictionaryForEveryBatch() throws IOException {
        IpcMessages messages = new IpcMessages(MESSAGE_SCHEMA);
        dictionary(messages, false, "a", "b");
        dictionary(messages, true, "c");
        batch(messages, 0, 2, null, 1);
        assertEquals(Arrays.asList("a", "c", null, "b"), scanned(messages.toFile()));
        assertEquals(Arrays.asList("a", "c", null, "b"), scanned(messages.toStream()));
    }

    @Test
    void aStreamMayReplaceItsDictionaryBetweenBatches() throws IOException {
        IpcMessages messages = new IpcMessages(MESSAGE_SCHEMA);
        dictionary(messages, false, "a", "b");
        batch(messages, 0, 1);
        dictionary(messages, false, "x", "y", "z");
        batch(messages, 2, 0);
        dictionary(messages, true, "!");
        batch(messages, 3, null);
        assertEquals(Arrays.asList("a", "b", "z", "x", "!", null), scanned(messages.toStream()));
    }

    @Test
    void aFileMustNotReplaceItsDictionary() {
        IpcMessages messages = new IpcMessages(MESSAGE_SCHEMA);
        dictionary(messages, false, "a", "b");
        dictionary(messages, false, "c");
        batch(messages, 0);
        assertThrows(CorruptFileException.class, () -> scanned(messages.toFile()));
    }

    @Test
    void indicesBeyondTheDictionaryAreCorrupt() {
        IpcMessages messages = new IpcMessages(MESSAGE_SCHEMA);
        dictionary(messages, false, "a", "b");
        batch(messages, 0, 2);
        CorruptFileException failure = assertThrows(CorruptFileException.class, () -> scanned(messages.toFile()));
        assertTrue(failure.getMessage().startsWith("[bytes] Corrupt at byte "), failure.getMessage());
        assertTrue(failure.getMessage().contains("below 2, found 2 for value 1"), failure.getMessage());
    }

    @Test
    void columnsShownEncodedBringTheirDictionary() throws IOException {
        IpcMessages messages = new IpcMessages(MESSAGE_SCHEMA);
        dictionary(messages, false, "a", "b");
        dictionary(messages, true, "c");
        batch(messages, 0, 2, null, 1);
        StorageOptions options =
                StorageOptions.defaults().with(allocator).with(StorageOptions.DICTIONARIES, DictionaryMode.ENCODED);
        try (ForwardStore store = open(messages.toFile(), options)) {
            Field shown = store.physicalSchema().getFields().getFirst();
            assertEquals(new ArrowType.Int(32, true), shown.getType());
            assertEquals(ENCODING, shown.getDictionary());
            try (ArrowReader reader = store.scan(ScanOptions.of("s"))) {
                assertTrue(reader.loadNextBatch());
                IntVector indices = (IntVector) reader.getVectorSchemaRoot().getVector(0);
                Dictionary dictionary = reader.lookup(ID);
                try (FieldVector decoded = (FieldVector) DictionaryEncoder.decode(indices, dictionary, allocator)) {
                    assertEquals(Arrays.asList("a", "c", null, "b"), values(decoded));
                }
            }
            try (VectorSchemaRoot rows = store.fetch(List.of("s"), new long[] {3, 0})) {
                assertEquals(Arrays.asList("1", "0"), values(rows.getVector(0)));
            }
        }
    }

    @Test
    void dictionariesThatChangeCannotBeShownEncoded() {
        IpcMessages messages = new IpcMessages(MESSAGE_SCHEMA);
        dictionary(messages, false, "a");
        batch(messages, 0);
        dictionary(messages, false, "b");
        batch(messages, 0);
        StorageOptions options =
                StorageOptions.defaults().with(allocator).with(StorageOptions.DICTIONARIES, DictionaryMode.ENCODED);
        assertThrows(IllegalArgumentException.class, () -> open(messages.toStream(), options));
    }

    private void dictionary(IpcMessages messages, boolean delta, String... values) {
        try (VarCharVector vector = new VarCharVector("values", allocator)) {
            vector.allocateNew();
            for (int i = 0; i < values.length; i++) {
                vector.setSafe(i, new Text(values[i]));
            }
            vector.setValueCount(values.length);
            messages.dictionary(ID, vector, delta);
        }
    }

    private void batch(IpcMessages messages, @Nullable Integer... indices) {
        try (IntVector vector = new IntVector("s", allocator)) {
            vector.allocateNew(indices.length);
            for (int i = 0; i < indices.length; i++) {
                if (indices[i] == null) {
                    vector.setNull(i);
                } else {
                    vector.set(i, indices[i]);
                }
            }
            vector.setValueCount(indices.length);
            messages.batch(VectorSchemaRoot.of(vector));
        }
    }

    private ForwardStore open(byte[] content, StorageOptions options) throws IOException {
        return new TableStore(TableFiles.open(new ResidentFileSource("bytes", content), options), allocator);
    }

    private List<@Nullable String> scanned(byte[] content) throws IOException {
        try (ForwardStore store = open(content, StorageOptions.defaults().with(allocator));
                ArrowReader reader = store.scan(List.of("s"))) {
            List<@Nullable String> all = new ArrayList<>();
            while (reader.loadNextBatch()) {
                all.addAll(values(reader.getVectorSchemaRoot().getVector(0)));
            }
            return all;
        }
    }

    private static List<@Nullable String> values(FieldVector vector) {
        List<@Nullable String> values = new ArrayList<>();
        for (int i = 0; i < vector.getValueCount(); i++) {
            Object value = vector.getObject(i);
            values.add(value == null ? null : value.toString());
        }
        return values;
    }
}

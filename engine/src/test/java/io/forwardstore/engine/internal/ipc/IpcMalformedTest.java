package io.forwardstore.engine.internal.ipc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.CorruptFileException;
import io.forwardstore.DictionaryMode;
import io.forwardstore.ForwardStore;
import io.forwardstore.StorageOptions;
import io.forwardstore.engine.CopyingFileSource;
import io.forwardstore.engine.FileSource;
import io.forwardstore.engine.ResidentFileSource;
import io.forwardstore.engine.TableFiles;
import io.forwardstore.engine.TableStore;
import io.forwardstore.engine.data.SampleFields;
import io.forwardstore.testkit.data.DamagedTable;
import io.forwardstore.testkit.data.Format;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.UnionMode;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// What mutants taught: bytes that readers of other parts of a file let through.
class IpcMalformedTest {
    private static final ArrowType INT32 = new ArrowType.Int(32, true);

    private final BufferAllocator allocator = new RootAllocator();

    @AfterEach
    void nothingLeaks() {
        allocator.close();
    }

    @Test
    void aSparseUnionsTypeIdsAreCheckedWhereTheyAreCopied() throws IOException {
        Field union =
                SampleFields.nullable(
                        "u", new ArrowType.Union(UnionMode.Sparse, new int[] {4}), SampleFields.nullable("int", INT32));
        byte[] content =
                file(
                        union,
                        List.of(new ArrowFieldNode(2, 0), new ArrowFieldNode(2, 0)),
                        bytes(4, -1),
                        bytes(),
                        ints(7, 8));
        assertRefused(content, "u", "expected a type id of the union, found -1 for value 1");
    }

    @Test
    void offsetsAreCheckedWhereTheirDifferenceOverflows() throws IOException {
        byte[] content =
                file(
                        SampleFields.required("s", new ArrowType.Utf8()),
                        List.of(new ArrowFieldNode(2, 0)),
                        bytes(),
                        ints(0, 2_000_000_000, -2_000_000_000),
                        bytes('a', 'b', 'c'));
        try (ForwardStore store = open(new ResidentFileSource("bytes", content), DictionaryMode.DECODED)) {
            CorruptFileException refusal =
                    assertThrows(CorruptFileException.class, () -> store.fetch(List.of("s"), new long[] {1}));
            assertTrue(refusal.getMessage().contains("found 2000000000 and -2000000000"), refusal.getMessage());
        }
    }

    @Test
    void listViewsThatAreNullMustNotLeadOutOfTheirChildEither() throws IOException {
        Field list = SampleFields.nullable("l", new ArrowType.ListView(), SampleFields.nullable("item", INT32));
        byte[] content =
                file(
                        list,
                        List.of(new ArrowFieldNode(2, 1), new ArrowFieldNode(3, 0)),
                        bytes(0b01),
                        ints(0, 2_000_000),
                        ints(3, 5),
                        bytes(),
                        ints(1, 2, 3));
        try (ForwardStore store = open(new ResidentFileSource("bytes", content), DictionaryMode.DECODED)) {
            assertScanRefused(store, "l", "found offset 2000000 and size 5 for value 1");
        }
    }

    @Test
    void aDamagedBlockLeavesTheOthersAsTheyAreCompressedOrNot() throws IOException {
        for (DamagedTable table : DamagedTable.all()) {
            long[] last = {table.whole().rowCount() - 1};
            for (byte[] content : List.of(table.bytes(), table.compressedBytes())) {
                try (ForwardStore store = open(new ResidentFileSource("bytes", content), DictionaryMode.DECODED);
                        ForwardStore whole =
                                open(
                                        new ResidentFileSource("whole", table.whole().bytes(Format.ARROW_IPC)),
                                        DictionaryMode.DECODED);
                        VectorSchemaRoot read = store.fetch(List.of(table.column()), last);
                        VectorSchemaRoot expected = whole.fetch(List.of(table.column()), last)) {
                    assertEquals(
                            String.valueOf(expected.getVector(0).getObject(0)),
                            String.valueOf(read.getVector(0).getObject(0)),
                            table.what());
                }
            }
        }
    }

    @Test
    void aTimesWidthIsThatOfItsUnit() throws IOException {
        for (TimeUnit unit : TimeUnit.values()) {
            int wrong = unit == TimeUnit.SECOND || unit == TimeUnit.MILLISECOND ? 64 : 32;
            Field time = SampleFields.nullable("t", new ArrowType.Time(unit, wrong));
            byte[] content = new IpcMessages(new Schema(List.of(time))).toFile();
            CorruptFileException refusal =
                    assertThrows(
                            CorruptFileException.class,
                            () -> open(new ResidentFileSource("bytes", content), DictionaryMode.DECODED));
            assertTrue(refusal.getMessage().contains("time width"), refusal.getMessage());
        }
    }

    /// A reader that could not be initialized keeps nothing of what was read before.
    @Test
    void aMalformedDictionaryBesideAWellFormedOneLeaksNothing() throws IOException {
        List<Field> fields = new ArrayList<>();
        for (int id = 1; id <= 2; id++) {
            DictionaryEncoding encoding = new DictionaryEncoding(id, false, new ArrowType.Int(32, true));
            fields.add(new Field("d" + id, new FieldType(true, new ArrowType.Utf8(), encoding), null));
        }
        IpcMessages messages = new IpcMessages(new Schema(fields));
        for (int id = 1; id <= 2; id++) {
            try (VarCharVector values = new VarCharVector("values", allocator)) {
                values.setSafe(0, new byte[] {'a'});
                values.setValueCount(1);
                values.getOffsetBuffer().setInt(0, 1 - id);
                messages.dictionary(id, values, false);
            }
        }
        try (IntVector one = new IntVector("d1", allocator);
                IntVector two = new IntVector("d2", allocator)) {
            one.setSafe(0, 0);
            two.setSafe(0, 0);
            one.setValueCount(1);
            two.setValueCount(1);
            messages.batch(VectorSchemaRoot.of(one, two));
        }
        FileSource source = new CopyingFileSource(new ResidentFileSource("bytes", messages.toFile()));
        try (ForwardStore store = open(source, DictionaryMode.ENCODED);
                ArrowReader reader = store.scan(List.of("d1", "d2"))) {
            assertThrows(CorruptFileException.class, reader::loadNextBatch);
        }
        assertEquals(0, allocator.getAllocatedMemory());
    }

    private void assertRefused(byte[] content, String column, String reason) throws IOException {
        FileSource bytes = new ResidentFileSource("bytes", content);
        FileSource copied = new CopyingFileSource(new ResidentFileSource("bytes", content));
        for (FileSource source : List.of(bytes, copied)) {
            try (ForwardStore store = open(source, DictionaryMode.DECODED)) {
                assertScanRefused(store, column, reason);
                CorruptFileException refusal =
                        assertThrows(CorruptFileException.class, () -> store.fetch(List.of(column), new long[] {0, 1}));
                assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
            }
        }
    }

    private static void assertScanRefused(ForwardStore store, String column, String reason) throws IOException {
        try (ArrowReader reader = store.scan(List.of(column))) {
            CorruptFileException refusal = assertThrows(CorruptFileException.class, reader::loadNextBatch);
            assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
        }
    }

    private ForwardStore open(FileSource source, DictionaryMode mode) throws IOException {
        StorageOptions options = StorageOptions.defaults().with(allocator).with(StorageOptions.DICTIONARIES, mode);
        return new TableStore(TableFiles.open(source, options), allocator);
    }

    private byte[] file(Field field, List<ArrowFieldNode> nodes, byte[]... contents) throws IOException {
        List<ArrowBuf> buffers = new ArrayList<>();
        for (byte[] content : contents) {
            ArrowBuf buffer = allocator.buffer(content.length);
            buffer.writeBytes(content);
            buffers.add(buffer);
        }
        try (ArrowRecordBatch batch = new ArrowRecordBatch(nodes.getFirst().getLength(), nodes, buffers)) {
            return new IpcMessages(new Schema(List.of(field))).batch(batch).toFile();
        } finally {
            buffers.forEach(ArrowBuf::close);
        }
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static byte[] ints(int... values) {
        byte[] bytes = new byte[values.length * Integer.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().put(values);
        return bytes;
    }
}

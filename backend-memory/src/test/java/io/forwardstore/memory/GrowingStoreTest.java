package io.forwardstore.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.ForwardStore;
import io.forwardstore.ScanOptions;
import io.forwardstore.StorageOptions;
import io.forwardstore.WritableForwardStore;
import io.forwardstore.engine.TableWriters;
import io.forwardstore.engine.WriteOptions;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryEncoder;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

final class GrowingStoreTest {
    private static final MemoryStorageProvider PROVIDER = new MemoryStorageProvider();

    private final BufferAllocator allocator = new RootAllocator();
    private final StorageOptions options = StorageOptions.defaults().with(allocator);

    @TempDir Path directory;

    @AfterEach
    void everyBufferIsReleased() {
        allocator.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 999, 65_535, 65_536, 65_537, 200_000})
    void batchesOfAnySizeFillChunksOfOneSize(int rows) throws IOException {
        try (WritableForwardStore store = create("a", options)) {
            long total = Math.max(rows * 2L, rows < 10 ? 3 : 140_000);
            while (store.rowCount() < total) {
                append(store, rows);
                if (rows == 1 || store.rowCount() + rows >= total) {
                    NumberedRows.check(store, store.rowCount());
                }
            }
            assertEquals((store.rowCount() + 65_535) / 65_536, store.blockCount());
            for (int block = 0; block < store.blockCount(); block++) {
                assertEquals(block * 65_536L, store.blockFirstRow(block));
            }
            store.flush();
            try (ForwardStore read = PROVIDER.open(directory.resolve("a.arrow"), options)) {
                NumberedRows.check(read, store.rowCount());
            }
        }
    }

    @Test
    void readersBesideAWriterSeeWholeRowsWhateverTheWriterReplaces() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try (WritableForwardStore store = create("b", options)) {
            AtomicBoolean done = new AtomicBoolean();
            List<Future<?>> readers = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                long seed = i;
                readers.add(
                        threads.submit(
                                (Callable<?>)
                                        () -> {
                                            Random random = new Random(seed);
                                            while (!done.get()) {
                                                readSomeRows(store, random);
                                            }
                                            return null;
                                        }));
            }
            Random random = new Random(7);
            while (store.rowCount() < 150_000) {
                if (random.nextInt(4) == 0) {
                    store.insert(NumberedRows.row(store.rowCount()));
                } else {
                    append(store, 1 + random.nextInt(4_000));
                }
            }
            done.set(true);
            for (Future<?> reader : readers) {
                reader.get();
            }
            NumberedRows.check(store, store.rowCount());
        } finally {
            threads.shutdown();
        }
    }

    private static void readSomeRows(ForwardStore store, Random random) throws IOException {
        long rows = store.rowCount();
        if (rows == 0) {
            return;
        }
        long[] ids = random.longs(50, Math.max(0, rows - 2_000), rows).toArray();
        try (VectorSchemaRoot fetched = store.fetch(NumberedRows.COLUMNS, ids);
                ArrowReader reader =
                        store.scan(
                                ScanOptions.of(NumberedRows.COLUMNS)
                                        .rows(Math.max(0, rows - 500), rows)
                                        .batchSize(1 + random.nextInt(400)))) {
            long row = Math.max(0, rows - 500);
            while (reader.loadNextBatch()) {
                VectorSchemaRoot batch = reader.getVectorSchemaRoot();
                for (int i = 0; i < batch.getRowCount(); i++) {
                    NumberedRows.checkRow(batch, i, row++);
                }
            }
            assertEquals(rows, row);
            for (int i = 0; i < ids.length; i++) {
                NumberedRows.checkRow(fetched, i, ids[i]);
            }
        }
    }

    @Test
    void aScannedBatchStaysWhatItWasWhileItsChunkGrowsAndTheStoreCloses() throws IOException {
        WritableForwardStore store = create("c", options);
        append(store, 100);
        ArrowReader reader = store.scan(NumberedRows.COLUMNS);
        assertTrue(reader.loadNextBatch());
        for (int i = 0; i < 50; i++) {
            append(store, 3_000);
        }
        store.close();
        for (int i = 0; i < 100; i++) {
            NumberedRows.checkRow(reader.getVectorSchemaRoot(), i, i);
        }
        assertFalse(reader.loadNextBatch());
        reader.close();
    }

    @Test
    void memoryThatWasReplacedIsFreedOnceNobodyReadsIt() throws IOException {
        try (GrowingStore store = (GrowingStore) create("d", options)) {
            append(store, 100);
            try (ArrowReader reader = store.scan(NumberedRows.COLUMNS)) {
                assertTrue(reader.loadNextBatch());
                append(store, 60_000);
                long withReader = store.stats().residentBytes();
                reader.close();
                append(store, 1);
                assertTrue(store.stats().residentBytes() < withReader);
            }
        }
    }

    @Test
    void aFailedAppendAddsNoRowAndLaterOnesGoOn() throws IOException {
        try (WritableForwardStore store = create("e", options)) {
            append(store, 1_000);
            for (int round = 0; round < 3; round++) {
                long before = store.rowCount();
                try (VectorSchemaRoot good = NumberedRows.batch(before, 80_000, allocator)) {
                    assertThrows(IOException.class, () -> store.append(new FailingReader(good, 2, allocator)));
                }
                NumberedRows.check(store, before);
                append(store, 500);
                NumberedRows.check(store, before + 500);
            }
        }
    }

    @Test
    void anAllocatorThatHasNoMoreFailsTheCallAlone() throws IOException {
        try (BufferAllocator small = allocator.newChildAllocator("small", 0, 4 << 20);
                WritableForwardStore store = create("f", options.with(small))) {
            append(store, 10_000);
            try (VectorSchemaRoot huge = NumberedRows.batch(10_000, 300_000, allocator)) {
                assertThrows(OutOfMemoryException.class, () -> store.append(huge));
            }
            NumberedRows.check(store, 10_000);
            append(store, 5_000);
            NumberedRows.check(store, 15_000);
        }
    }

    @Test
    void aByteLimitFillsTheTable() throws IOException {
        long limit = 2 << 20;
        try (WritableForwardStore store = create("g", options.with(MemoryOptions.BYTE_LIMIT, limit))) {
            long rows = 0;
            IllegalStateException refusal = null;
            while (refusal == null) {
                assertFalse(store.isFull());
                try {
                    append(store, 1_000);
                    rows += 1_000;
                } catch (IllegalStateException e) {
                    refusal = e;
                }
            }
            assertTrue(refusal.getMessage().contains(MemoryOptions.BYTE_LIMIT.key()), refusal.getMessage());
            assertTrue(store.isFull());
            assertTrue(rows > 0);
            assertTrue(store.stats().residentBytes() <= limit);
            NumberedRows.check(store, rows);
            long after = rows;
            assertThrows(IllegalStateException.class, () -> store.insert(NumberedRows.row(after)));
        }
    }

    @Test
    void optionsThatAreNotUnderstoodAreRefusedByEveryWayToWrite() {
        Path file = directory.resolve("refused.arrow");
        for (String key : List.of("forwardstore.memory.durabilty", MemoryOptions.JOURNAL_SYNC_MILLIS.key())) {
            StorageOptions wrong = options.with(key, "0");
            for (Executable call :
                    List.<Executable>of(
                            () -> PROVIDER.create(file, NumberedRows.SCHEMA, wrong),
                            () -> PROVIDER.openForWriting(file, wrong))) {
                String message = assertThrows(IllegalArgumentException.class, call).getMessage();
                assertTrue(message.contains(key), message);
            }
        }
    }

    @Test
    void aReaderWhoseBatchesPassTheRowLimitTogetherAddsNoneOfThem() throws IOException {
        StorageOptions blocks = options.with(MemoryOptions.BLOCK_ROWS, 600L);
        try (WritableForwardStore source = create("source", blocks);
                WritableForwardStore store = create("limited", options.with(MemoryOptions.ROW_LIMIT, 1_000L))) {
            append(source, 1_200);
            try (ArrowReader reader = source.scan(NumberedRows.COLUMNS)) {
                IllegalStateException refusal = assertThrows(IllegalStateException.class, () -> store.append(reader));
                assertTrue(refusal.getMessage().contains("Cannot add 1200 rows"), refusal.getMessage());
            }
            assertEquals(0, store.rowCount());
            assertFalse(store.isFull());
            append(store, 999);
            assertFalse(store.isFull());
            append(store, 1);
            assertTrue(store.isFull());
            NumberedRows.check(store, 1_000);
        }
    }

    @Test
    void dictionaryEncodedColumnsOfAReaderAreDecoded() throws IOException {
        Schema schema = new Schema(List.of(Field.nullable("word", new ArrowType.Utf8())));
        try (VarCharVector words = new VarCharVector("word", allocator);
                VarCharVector values = new VarCharVector("values", allocator)) {
            String[] texts = {"b", "a", null, "b", "c"};
            for (int i = 0; i < texts.length; i++) {
                if (texts[i] != null) {
                    words.setSafe(i, texts[i].getBytes(StandardCharsets.UTF_8));
                }
            }
            words.setValueCount(texts.length);
            for (String value : List.of("a", "b", "c")) {
                values.setSafe(value.charAt(0) - 'a', value.getBytes(StandardCharsets.UTF_8));
            }
            values.setValueCount(3);
            Dictionary dictionary = new Dictionary(values, new DictionaryEncoding(1, false, null));
            try (FieldVector encoded = (FieldVector) DictionaryEncoder.encode(words, dictionary);
                    WritableForwardStore store = PROVIDER.create(directory.resolve("h.arrow"), schema, options)) {
                VectorSchemaRoot root = VectorSchemaRoot.of(encoded);
                root.setRowCount(texts.length);
                assertThrows(IllegalArgumentException.class, () -> store.append(root));
                Path file = directory.resolve("encoded.arrow");
                var written =
                        WriteOptions.arrow().withDictionaries(new DictionaryProvider.MapDictionaryProvider(dictionary));
                try (var writer = TableWriters.create(file, root.getSchema(), written)) {
                    writer.write(root);
                    writer.commit();
                }
                StorageOptions shown = options.with("forwardstore.dictionaries", "encoded");
                try (ForwardStore source = PROVIDER.open(file, shown);
                        ArrowReader reader = source.scan(List.of("word"))) {
                    store.append(reader);
                }
                try (VectorSchemaRoot fetched = store.fetch(List.of("word"), new long[] {0, 1, 2, 3, 4})) {
                    for (int i = 0; i < texts.length; i++) {
                        Object found = fetched.getVector("word").getObject(i);
                        assertEquals(texts[i], found == null ? null : found.toString());
                    }
                }
            }
        }
    }

    @Test
    void insertTakesJavaValuesOfEveryKind() throws IOException {
        Map<String, @Nullable Object> row = new HashMap<>();
        List<Field> fields = new ArrayList<>();
        Map<String, Object> expected = new HashMap<>();
        add(fields, row, "int8", new ArrowType.Int(8, true), -5);
        add(fields, row, "uint16", new ArrowType.Int(16, false), 65_535);
        add(fields, row, "uint64", new ArrowType.Int(64, false), new BigInteger("18446744073709551615"));
        add(fields, row, "float", new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE), 1.5);
        add(fields, row, "double", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE), 0.1);
        add(fields, row, "bool", new ArrowType.Bool(), true);
        add(fields, row, "text", new ArrowType.LargeUtf8(), "größe");
        add(fields, row, "view", new ArrowType.Utf8View(), "longer than what goes in line");
        add(fields, row, "binary", new ArrowType.Binary(), new byte[] {1, 2});
        add(fields, row, "decimal", new ArrowType.Decimal(10, 2, 128), new BigDecimal("-12.30"));
        add(fields, row, "date", new ArrowType.Date(DateUnit.DAY), LocalDate.of(1969, 12, 31));
        add(fields, row, "time", new ArrowType.Time(TimeUnit.MICROSECOND, 64), LocalTime.of(1, 2, 3));
        add(
                fields,
                row,
                "local",
                new ArrowType.Timestamp(TimeUnit.MILLISECOND, null),
                LocalDateTime.of(2020, 1, 1, 0, 0));
        add(fields, row, "instant", new ArrowType.Timestamp(TimeUnit.NANOSECOND, "UTC"), Instant.ofEpochSecond(5, 7));
        add(fields, row, "duration", new ArrowType.Duration(TimeUnit.SECOND), Duration.ofMinutes(2));
        Field item = Field.nullable("item", new ArrowType.Int(32, true));
        fields.add(new Field("list", FieldType.nullable(new ArrowType.List()), List.of(item)));
        row.put("list", Arrays.asList(1, null, 3));
        fields.add(new Field("triple", FieldType.nullable(new ArrowType.FixedSizeList(3)), List.of(item)));
        row.put("triple", new int[] {1, 2, 3});
        fields.add(new Field("struct", FieldType.nullable(new ArrowType.Struct()), List.of(item)));
        row.put("struct", Map.of("item", 9));
        expected.put("list", "[1,null,3]");
        expected.put("triple", "[1,2,3]");
        expected.put("struct", "{\"item\":9}");
        expected.put("uint64", -1L);
        expected.put("float", 1.5f);
        expected.put("uint16", (char) 65_535);
        expected.put("int8", (byte) -5);
        expected.put("decimal", new BigDecimal("-12.30"));
        expected.put("time", 3_723_000_000L);
        expected.put("instant", 5_000_000_007L);
        expected.put("date", -1);
        Schema schema = new Schema(fields);
        try (WritableForwardStore store = PROVIDER.create(directory.resolve("i.arrow"), schema, options)) {
            store.insert(row);
            store.insert(Map.of());
            List<String> names = fields.stream().map(Field::getName).toList();
            try (VectorSchemaRoot fetched = store.fetch(names, new long[] {1, 0})) {
                for (Field field : fields) {
                    FieldVector vector = fetched.getVector(field.getName());
                    assertTrue(vector.isNull(0), field.getName());
                    Object found = vector.getObject(1);
                    Object wanted = expected.getOrDefault(field.getName(), row.get(field.getName()));
                    if (wanted instanceof byte[] bytes) {
                        assertEquals(Arrays.toString(bytes), Arrays.toString((byte[]) found), field.getName());
                    } else if (wanted instanceof String) {
                        assertEquals(wanted, String.valueOf(found), field.getName());
                    } else {
                        assertEquals(wanted, found, field.getName());
                    }
                }
            }
            assertRefused(store, "int8", 200, "takes");
            assertRefused(store, "uint16", -1, "takes");
            assertRefused(store, "float", 0.1, "takes");
            assertRefused(store, "decimal", new BigDecimal("1.234"), "takes");
            assertRefused(store, "instant", LocalDateTime.of(2020, 1, 1, 0, 0), "takes");
            assertRefused(store, "list", List.of("x"), "'item'");
            assertRefused(store, "triple", List.of(1), "lists of 3");
            assertRefused(store, "struct", Map.of("other", 1), "no child 'other'");
            assertEquals(2, store.rowCount());
        }
    }

    private static void add(
            List<Field> fields, Map<String, @Nullable Object> row, String name, ArrowType type, Object value) {
        fields.add(Field.nullable(name, type));
        row.put(name, value);
    }

    private static void assertRefused(WritableForwardStore store, String column, Object value, String reason) {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> store.insert(Map.of(column, value)));
        assertTrue(refusal.getMessage().contains("column '" + column + "'"), refusal.getMessage());
        assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
    }

    @Test
    void aTableIsCompactedInMemoryThatDoesNotGrowWithIt() throws IOException {
        Path file = directory.resolve("j.arrow");
        Path compact = directory.resolve("compact.arrow");
        try (WritableForwardStore store = create("j", options)) {
            for (int i = 0; i < 8; i++) {
                append(store, 65_536);
            }
        }
        try (BufferAllocator own = allocator.newChildAllocator("compaction", 0, Long.MAX_VALUE);
                ForwardStore source = PROVIDER.open(file, options);
                ArrowReader reader = source.scan(List.of("even", "id"))) {
            TableWriters.write(
                    compact, reader, WriteOptions.arrow().withRowFilter(row -> row % 3 != 1).withAllocator(own));
            assertTrue(own.getPeakMemoryAllocation() < 4 << 20, () -> own.getPeakMemoryAllocation() + " bytes");
        }
        try (ForwardStore read = PROVIDER.open(compact, options)) {
            assertEquals(
                    List.of("even", "id"), read.physicalSchema().getFields().stream().map(Field::getName).toList());
            assertEquals(8 * 65_536 - 174_763, read.rowCount());
            try (VectorSchemaRoot fetched = read.fetch(List.of("id"), new long[] {0, 1, 2, 3})) {
                assertEquals("[0, 2, 3, 5]", values(fetched.getVector("id")));
            }
        }
    }

    private static String values(FieldVector vector) {
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < vector.getValueCount(); i++) {
            all.add(vector.getObject(i));
        }
        return all.toString();
    }

    @Test
    void aTableOpenedForWritingGoesOnWhereItsFileEnds() throws IOException {
        try (WritableForwardStore store = create("k", options)) {
            append(store, 70_000);
        }
        try (WritableForwardStore store = PROVIDER.openForWriting(directory.resolve("k.arrow"), options)) {
            NumberedRows.check(store, 70_000);
            append(store, 100);
        }
        try (ForwardStore store = PROVIDER.open(directory.resolve("k.arrow"), options)) {
            NumberedRows.check(store, 70_100);
        }
    }

    @Test
    void columnsThatCannotBeToldApartAreRefused() {
        Field id = Field.nullable("id", new ArrowType.Int(32, true));
        for (Schema schema :
                List.of(
                        new Schema(List.of()),
                        new Schema(List.of(id, id)),
                        new Schema(List.of(Field.nullable("_row_id_", new ArrowType.Int(32, true)))))) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> PROVIDER.create(directory.resolve("l.arrow"), schema, options));
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> PROVIDER.create(directory.resolve("l.csv"), new Schema(List.of(id)), options));
    }

    private WritableForwardStore create(String name, StorageOptions some) throws IOException {
        return PROVIDER.create(directory.resolve(name + ".arrow"), NumberedRows.SCHEMA, some);
    }

    private void append(WritableForwardStore store, int rows) throws IOException {
        NumberedRows.append(store, rows, allocator);
    }

    /// Gives the same batch some times, then fails.
    private static final class FailingReader extends ArrowReader {
        private final VectorSchemaRoot batch;
        private int left;

        FailingReader(VectorSchemaRoot batch, int times, BufferAllocator allocator) {
            super(allocator);
            this.batch = batch;
            this.left = times;
        }

        @Override
        public boolean loadNextBatch() throws IOException {
            if (left-- == 0) {
                throw new IOException("[source] Cannot read");
            }
            return true;
        }

        @Override
        public VectorSchemaRoot getVectorSchemaRoot() {
            return batch;
        }

        @Override
        public long bytesRead() {
            return 0;
        }

        @Override
        protected void closeReadSource() {}

        @Override
        protected Schema readSchema() {
            return batch.getSchema();
        }
    }
}

package io.forwardstore.mmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.StorageOptions;
import io.forwardstore.engine.FileRange;
import io.forwardstore.engine.TableWriter;
import io.forwardstore.engine.TableWriters;
import io.forwardstore.engine.WriteOptions;

import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.impl.UnionListWriter;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.PageLocation;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// Which pages a cold fetch asks for: exactly those that the file's own metadata, read by others' code, says that the
/// rows lie in.
final class ReadAheadPagesTest {
    private static final int BATCHES = 2;
    private static final int BATCH_ROWS = 40_000;
    private static final int PAGE_BYTES = 4_096;

    /// The first row of all is among them: its first buffer is the lowest that is asked for.
    private static final long[] ROWS =
            IntStream.range(0, 64).mapToLong(i -> i * 7_919L * 3 % (BATCHES * BATCH_ROWS)).toArray();

    private static final Schema SCHEMA =
            new Schema(
                    List.of(
                            Field.nullable("number", new ArrowType.Int(Long.SIZE, true)),
                            Field.nullable("text", new ArrowType.Utf8()),
                            new Field(
                                    "list",
                                    FieldType.nullable(new ArrowType.List()),
                                    List.of(Field.nullable("item", new ArrowType.Int(Long.SIZE, true))))));

    @TempDir private Path folder;
    private final BufferAllocator allocator = new RootAllocator();
    private final FakePageControl pages = new FakePageControl(Long.MAX_VALUE);

    @BeforeEach
    void everyPageIsAskedForAtMostOnce() {
        assertEquals(0, ROWS[0]);
        assertEquals(ROWS.length, LongStream.of(ROWS).distinct().count());
    }

    @AfterEach
    void nothingLeaks() {
        allocator.close();
    }

    private Path write(String name, WriteOptions options) throws IOException {
        Path file = folder.resolve(name);
        try (VectorSchemaRoot batch = VectorSchemaRoot.create(SCHEMA, allocator);
                TableWriter writer = TableWriters.create(file, SCHEMA, options)) {
            for (int number = 0; number < BATCHES; number++) {
                fill(batch, number * BATCH_ROWS);
                writer.write(batch);
            }
            writer.commit();
        }
        return file;
    }

    /// Every seventh number, eleventh text and thirteenth list is null.
    private static void fill(VectorSchemaRoot batch, int firstRow) {
        batch.clear();
        BigIntVector numbers = (BigIntVector) batch.getVector("number");
        VarCharVector texts = (VarCharVector) batch.getVector("text");
        UnionListWriter lists = ((ListVector) batch.getVector("list")).getWriter();
        for (int i = 0; i < BATCH_ROWS; i++) {
            int row = firstRow + i;
            if (row % 7 == 0) {
                numbers.setNull(i);
            } else {
                numbers.setSafe(i, row * 0x9E3779B97F4A7C15L);
            }
            if (row % 11 == 0) {
                texts.setNull(i);
            } else {
                texts.setSafe(i, ("text " + row * 0x9E3779B97F4A7C15L).getBytes(StandardCharsets.UTF_8));
            }
            lists.setPosition(i);
            if (row % 13 != 0) {
                lists.startList();
                for (int item = 0; item < row % 4; item++) {
                    lists.writeBigInt(row * 31L + item);
                }
                lists.endList();
            }
        }
        batch.setRowCount(BATCH_ROWS);
    }

    private SortedSet<Long> asked(Path file, String column) throws IOException {
        pages.willNeeds.clear();
        StorageOptions options = StorageOptions.defaults().with(allocator);
        try (MappedStore store = MMapStorageProvider.open(file, options, pages)) {
            store.fetch(List.of(column), ROWS).close();
        }
        SortedSet<Long> asked = new TreeSet<>();
        for (FileRange range : pages.willNeeds) {
            for (long at = range.offsetBytes(); at < range.endBytes(); at += PAGE_BYTES) {
                assertTrue(asked.add(at / PAGE_BYTES), "asked for twice");
            }
        }
        return asked;
    }

    /// The mapping lies anywhere, so that only distances can be compared.
    private static void assertSamePages(SortedSet<Long> expected, SortedSet<Long> asked) {
        assertTrue(expected.size() > ROWS.length / 2, "few pages");
        assertEquals(
                expected.stream().map(page -> page - expected.first()).toList(),
                asked.stream().map(page -> page - asked.first()).toList());
    }

    private static void addPages(long offset, long bytes, SortedSet<Long> pages) {
        for (long page = offset / PAGE_BYTES; bytes > 0 && page <= (offset + bytes - 1) / PAGE_BYTES; page++) {
            pages.add(page);
        }
    }

    /// A batch's buffers by Arrow's own classes.
    ///
    /// @param row within the batch
    private record Body(ByteBuffer file, RecordBatch batch, long start, int row) {
        static Body ofRow(ByteBuffer file, long id) {
            long firstRow = 0;
            for (int number = 0; ; number++) {
                Body body = of(file, number, (int) (id - firstRow));
                if (body.row < body.batch.length()) {
                    return body;
                }
                firstRow += body.batch.length();
            }
        }

        private static Body of(ByteBuffer file, int number, int row) {
            int end = file.capacity() - 10;
            int footerBytes = file.getInt(end);
            var block = Footer.getRootAsFooter(slice(file, end - footerBytes, footerBytes)).recordBatches(number);
            int metadata = (int) block.offset() + 8;
            Message message = Message.getRootAsMessage(slice(file, metadata, block.metaDataLength() - 8));
            return new Body(
                    file,
                    (RecordBatch) Objects.requireNonNull(message.header(new RecordBatch())),
                    block.offset() + block.metaDataLength(),
                    row);
        }

        private static ByteBuffer slice(ByteBuffer file, int offset, int bytes) {
            return file.slice(offset, bytes).order(ByteOrder.LITTLE_ENDIAN);
        }

        long offset(int buffer) {
            Buffer found = batch.buffers(buffer);
            return start + found.offset();
        }

        int offsetValue(int buffer, int index) {
            return file.getInt((int) offset(buffer) + Integer.BYTES * index);
        }
    }

    private static ByteBuffer read(Path file) throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void ofNullableNumbersTheirBitsAndTheirValues() throws IOException {
        Path file = write("numbers.arrow", WriteOptions.arrow());
        ByteBuffer bytes = read(file);
        SortedSet<Long> expected = new TreeSet<>();
        for (long id : ROWS) {
            Body body = Body.ofRow(bytes, id);
            int row = body.row();
            addPages(body.offset(0) + row / 8, 1, expected);
            addPages(body.offset(1) + 8L * row, 8, expected);
        }
        assertSamePages(expected, asked(file, "number"));
    }

    @Test
    void ofNullableStringsTheirBitsOffsetsAndBytes() throws IOException {
        Path file = write("texts.arrow", WriteOptions.arrow());
        ByteBuffer bytes = read(file);
        SortedSet<Long> expected = new TreeSet<>();
        for (long id : ROWS) {
            Body body = Body.ofRow(bytes, id);
            int row = body.row();
            addPages(body.offset(2) + row / 8, 1, expected);
            addPages(body.offset(3) + 4L * row, 8, expected);
            int start = body.offsetValue(3, row);
            addPages(body.offset(4) + start, body.offsetValue(3, row + 1) - start, expected);
        }
        assertSamePages(expected, asked(file, "text"));
    }

    @Test
    void ofListsTheirBitsOffsetsAndItems() throws IOException {
        Path file = write("lists.arrow", WriteOptions.arrow());
        ByteBuffer bytes = read(file);
        SortedSet<Long> expected = new TreeSet<>();
        for (long id : ROWS) {
            Body body = Body.ofRow(bytes, id);
            int row = body.row();
            addPages(body.offset(5) + row / 8, 1, expected);
            addPages(body.offset(6) + 4L * row, 8, expected);
            int start = body.offsetValue(6, row);
            int items = body.offsetValue(6, row + 1) - start;
            addPages(body.offset(8) + 8L * start, 8L * items, expected);
            if (items > 0 && body.batch().buffers(7).length() > 0) {
                addPages(body.offset(7) + start / 8, (start + items - 1) / 8 - start / 8 + 1, expected);
            }
        }
        assertSamePages(expected, asked(file, "list"));
    }

    @Test
    void ofParquetThePagesOfTheRows() throws IOException {
        Path file = write("table.parquet", WriteOptions.parquet());
        assertSamePages(parquetPages(read(file), 0), asked(file, "number"));
        assertSamePages(parquetPages(read(file), 1), asked(file, "text"));
        assertSamePages(parquetPages(read(file), 2), asked(file, "list"));
    }

    private static SortedSet<Long> parquetPages(ByteBuffer file, int column) throws IOException {
        int end = file.capacity() - 8;
        int footerBytes = file.getInt(end);
        SortedSet<Long> expected = new TreeSet<>();
        long firstRow = 0;
        for (RowGroup group : Util.readFileMetaData(stream(file, end - footerBytes, footerBytes)).getRow_groups()) {
            ColumnChunk chunk = group.getColumns().get(column);
            OffsetIndex index =
                    Util.readOffsetIndex(
                            stream(file, (int) chunk.getOffset_index_offset(), chunk.getOffset_index_length()));
            for (long row : ROWS) {
                if (row >= firstRow && row < firstRow + group.getNum_rows()) {
                    PageLocation page = pageOf(index, row - firstRow);
                    addPages(page.getOffset(), page.getCompressed_page_size(), expected);
                    long dictionary = chunk.getMeta_data().getDictionary_page_offset();
                    if (chunk.getMeta_data().isSetDictionary_page_offset()) {
                        addPages(dictionary, index.getPage_locations().getFirst().getOffset() - dictionary, expected);
                    }
                }
            }
            firstRow += group.getNum_rows();
        }
        return expected;
    }

    private static PageLocation pageOf(OffsetIndex index, long row) {
        return index.getPage_locations().stream()
                .filter(page -> page.getFirst_row_index() <= row)
                .reduce((_, last) -> last)
                .orElseThrow();
    }

    private static ByteArrayInputStream stream(ByteBuffer file, int offset, int bytes) {
        return new ByteArrayInputStream(file.array(), offset, bytes);
    }
}

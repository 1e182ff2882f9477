package io.forwardstore.engine.internal.ipc.write;

import com.google.flatbuffers.FlatBufferBuilder;

import io.forwardstore.engine.TableWriter;
import io.forwardstore.engine.WriteOptions;
import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.array.VectorArrays;
import io.forwardstore.engine.internal.array.build.RowRuns;
import io.forwardstore.engine.internal.io.AtomicFile;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.message.ArrowBlock;
import org.apache.arrow.vector.ipc.message.ArrowFooter;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.DictionaryUtility;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.LongPredicate;

/// Writes an Arrow IPC file (Arrow columnar format, "IPC File Format").
///
/// A batch of the size asked for goes to the file from where it lies; others are merged or cut. Dictionaries stand
/// behind the record batches.
///
/// **State.** Rows written; rows gathered for the next record batch; finished after a commit or a failure. **Threads.**
/// One at a time.
///
/// **Ownership.** Owns the file and its memory; batches stay the caller's.
///
/// **Failure.** As for [TableWriter]. A batch that is not of the file's schema or whose buffers contradict each other
/// is an [IllegalArgumentException].
public final class ArrowTableWriter implements TableWriter {
    private static final byte[] MAGIC = "ARROW1".getBytes(StandardCharsets.US_ASCII);
    private static final int MAGIC_BYTES_PADDED = 8;

    private final AtomicFile file;
    private final Schema schema;
    private final Schema fileSchema;
    private final WriteOptions options;
    private final BufferAllocator allocator;
    private final DictionaryStore dictionaries;
    private final BatchAssembler assembler;
    private final MessageWriter messages;
    private final List<ArrowBlock> dictionaryBlocks = new ArrayList<>();
    private final List<ArrowBlock> batchBlocks = new ArrayList<>();
    private long rowsSeen;
    private boolean isFinished;
    private boolean isClosed;

    private ArrowTableWriter(AtomicFile file, Schema schema, WriteOptions options, BufferAllocator allocator) {
        this.file = file;
        this.schema = schema;
        this.options = options;
        this.allocator = allocator;
        this.dictionaries = new DictionaryStore(schema.getFields(), options.dictionaries(), allocator);
        this.fileSchema = fileSchema(schema, options);
        this.assembler = new BatchAssembler(schema.getFields(), options.blockRows(), allocator, dictionaries.shifts());
        this.messages = new MessageWriter(file, options.compression(), allocator);
    }

    /// A writer to `file`, which it owns from then on.
    public static ArrowTableWriter open(AtomicFile file, Schema schema, WriteOptions options) throws IOException {
        BufferAllocator parent = options.allocator();
        BufferAllocator allocator =
                parent == null
                        ? new RootAllocator()
                        : parent.newChildAllocator("writer of " + file.name(), 0, Long.MAX_VALUE);
        ArrowTableWriter writer;
        try {
            writer = new ArrowTableWriter(file, schema, options, allocator);
        } catch (IllegalArgumentException e) {
            allocator.close();
            throw new IllegalArgumentException("[" + file.name() + "] " + e.getMessage(), e);
        }
        try {
            writer.begin();
            return writer;
        } catch (IOException | RuntimeException e) {
            writer.close();
            throw e;
        }
    }

    /// The schema as messages show it, with the value types of dictionary-encoded fields.
    private static Schema fileSchema(Schema schema, WriteOptions options) {
        List<Field> fields = new ArrayList<>();
        for (Field field : schema.getFields()) {
            fields.add(DictionaryUtility.toMessageFormat(field, options.dictionaries(), new HashSet<>()));
        }
        return new Schema(fields, schema.getCustomMetadata());
    }

    private void begin() throws IOException {
        file.write(MAGIC, 0, MAGIC.length);
        file.alignTo(MAGIC_BYTES_PADDED);
        messages.writeSchema(fileSchema);
    }

    @Override
    public void write(VectorSchemaRoot batch) throws IOException {
        checkSchema(batch);
        beginCall("write a batch");
        int rows = batch.getRowCount();
        try {
            List<ArrayData> columns = columns(batch);
            dictionaries.update();
            LongPredicate rowFilter = options.rowFilter();
            if (rowFilter != null) {
                RowRuns.forEach(rowsSeen, rows, rowFilter, (from, count) -> append(columns, from, count));
            } else if (assembler.takesWhole(rows)) {
                writeBatch(assembler.bodyOf(columns, rows));
            } else {
                append(columns, 0, rows);
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("[" + file.name() + "] Cannot write batch: " + e.getMessage(), e);
        }
        rowsSeen += rows;
        isFinished = false;
    }

    /// A call that does not reach its end leaves the writer finished, so that no half of a batch is ever committed.
    private void beginCall(String what) {
        if (isFinished || isClosed) {
            throw new IllegalStateException(
                    "[" + file.name() + "] Cannot " + what + ": the writer has failed, or has finished its file");
        }
        isFinished = true;
    }

    private void checkSchema(VectorSchemaRoot batch) {
        if (!batch.getSchema().getFields().equals(schema.getFields())) {
            throw new IllegalArgumentException(
                    "["
                            + file.name()
                            + "] Cannot write batch: its schema is "
                            + batch.getSchema()
                            + ", the file's is "
                            + schema);
        }
    }

    private static List<ArrayData> columns(VectorSchemaRoot batch) {
        List<ArrayData> columns = new ArrayList<>();
        for (FieldVector vector : batch.getFieldVectors()) {
            if (vector.getValueCount() != batch.getRowCount()) {
                throw new IllegalArgumentException(
                        "column '"
                                + vector.getName()
                                + "' has "
                                + vector.getValueCount()
                                + " values, the batch has "
                                + batch.getRowCount()
                                + " rows");
            }
            columns.add(VectorArrays.of(vector));
        }
        return columns;
    }

    private void append(List<ArrayData> columns, int from, int count) throws IOException {
        for (int done = 0; done < count; ) {
            int added = assembler.append(columns, from + done, count - done);
            done += added;
            if (added == 0 || assembler.isFull()) {
                writeGathered();
            }
        }
    }

    private void writeGathered() throws IOException {
        writeBatch(assembler.body());
    }

    private void writeBatch(BatchBody body) throws IOException {
        batchBlocks.add(messages.writeRecordBatch(body));
        assembler.clear();
    }

    @Override
    public void commit() throws IOException {
        beginCall("commit");
        if (assembler.rowCount() > 0) {
            writeGathered();
        }
        if (batchBlocks.isEmpty()) {
            dictionaries.update();
        }
        dictionaries.forEach((id, values) -> dictionaryBlocks.add(messages.writeDictionary(id, values)));
        messages.writeEnd();
        writeFooter();
        file.commit();
    }

    private void writeFooter() throws IOException {
        FlatBufferBuilder builder = new FlatBufferBuilder();
        builder.finish(new ArrowFooter(fileSchema, dictionaryBlocks, batchBlocks).writeTo(builder));
        byte[] footer = builder.sizedByteArray();
        file.write(footer, 0, footer.length);
        ByteBuffer end = ByteBuffer.allocate(Integer.BYTES + MAGIC.length).order(ByteOrder.LITTLE_ENDIAN);
        end.putInt(footer.length).put(MAGIC);
        file.write(end.array(), 0, end.capacity());
    }

    @Override
    public void close() throws IOException {
        if (isClosed) {
            return;
        }
        isClosed = true;
        messages.close();
        assembler.close();
        dictionaries.close();
        try (file) {
            allocator.close();
        }
    }
}

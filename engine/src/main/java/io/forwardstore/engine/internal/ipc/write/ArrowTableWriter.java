package io.forwardstore.engine.internal.ipc.write;

import com.google.flatbuffers.FlatBufferBuilder;

import io.forwardstore.engine.WriteOptions;
import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.io.AbstractTableWriter;
import io.forwardstore.engine.internal.io.AtomicFile;
import io.forwardstore.engine.internal.io.WriterContext;
import io.forwardstore.engine.internal.io.WrittenBlocks;

import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.message.ArrowBlock;
import org.apache.arrow.vector.ipc.message.ArrowFooter;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.DictionaryUtility;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// Writes an Arrow IPC file (Arrow columnar format, "IPC File Format").
///
/// A batch of the size asked for goes to the file from where it lies; others are merged or cut. Dictionaries stand
/// behind the record batches.
///
/// **State.** Rows gathered for the next record batch. **Threads.** One at a time. **Ownership.** and **Failure.** As
/// for [AbstractTableWriter].
public final class ArrowTableWriter extends AbstractTableWriter {
    private static final byte[] MAGIC = "ARROW1".getBytes(StandardCharsets.US_ASCII);
    private static final int MAGIC_BYTES_PADDED = 8;

    private final AtomicFile file;
    private final Schema fileSchema;
    private final DictionaryStore dictionaries;
    private final BatchAssembler assembler;
    private final MessageWriter messages;
    private final List<ArrowBlock> dictionaryBlocks = new ArrayList<>();
    private final List<ArrowBlock> batchBlocks = new ArrayList<>();
    private long writtenRows;
    private Blocks full = new Blocks(0, 0, List.of());

    private ArrowTableWriter(WriterContext context) {
        super(context);
        WriteOptions options = context.options();
        List<Field> fields = context.schema().getFields();
        this.file = context.file();
        this.dictionaries = new DictionaryStore(fields, options.dictionaries(), context.allocator());
        this.fileSchema = fileSchema(context.schema(), options.dictionaries());
        this.assembler = new BatchAssembler(fields, options.blockRows(), context.allocator(), dictionaries.shifts());
        this.messages = new MessageWriter(file, options.compression(), context.allocator());
    }

    /// A writer to `file`, which it owns from then on.
    public static ArrowTableWriter open(AtomicFile file, Schema schema, WriteOptions options) throws IOException {
        return WriterContext.open(file, schema, options, ArrowTableWriter::new, ArrowTableWriter::begin);
    }

    /// A writer to `file`, which it owns from then on, of the rows behind those that a file before has.
    ///
    /// @param before written with the same schema, without dictionaries, and the same options
    /// @param kept the blocks that are taken from it
    public static ArrowTableWriter goOn(
            AtomicFile file, Schema schema, WriteOptions options, FileChannel before, Blocks kept) throws IOException {
        return WriterContext.open(
                file, schema, options, ArrowTableWriter::new, writer -> writer.beginWith(before, kept));
    }

    /// @param batches the record batches
    public record Blocks(long bytes, long rows, List<ArrowBlock> batches) implements WrittenBlocks {}

    /// The schema as messages show it, with the value types of dictionary-encoded fields.
    private static Schema fileSchema(Schema schema, DictionaryProvider dictionaries) {
        List<Field> fields = new ArrayList<>();
        for (Field field : schema.getFields()) {
            fields.add(DictionaryUtility.toMessageFormat(field, dictionaries, new HashSet<>()));
        }
        return new Schema(fields, schema.getCustomMetadata());
    }

    private void begin() throws IOException {
        file.write(MAGIC, 0, MAGIC.length);
        file.alignTo(MAGIC_BYTES_PADDED);
        messages.writeSchema(fileSchema);
    }

    private void beginWith(FileChannel before, Blocks kept) throws IOException {
        file.copy(before, kept.bytes());
        batchBlocks.addAll(kept.batches());
        writtenRows = kept.rows();
        full = kept;
    }

    @Override
    public Blocks blocks() {
        return full;
    }

    @Override
    protected boolean attachesDictionaries() {
        return false;
    }

    @Override
    protected void beginBatch() {
        dictionaries.update();
    }

    @Override
    protected void append(List<ArrayData> columns, int from, int count) throws IOException {
        if (assembler.takesWhole(columns, from, count)) {
            writeBatch(assembler.bodyOf(columns, count));
            return;
        }
        for (int done = 0; done < count; ) {
            int added = assembler.append(columns, from + done, count - done);
            done += added;
            if (added == 0 || assembler.isFull()) {
                writeBatch(assembler.body());
            }
        }
    }

    private void writeBatch(BatchBody body) throws IOException {
        batchBlocks.add(messages.writeRecordBatch(body));
        writtenRows += body.rowCount();
        assembler.clear();
    }

    @Override
    protected void finish() throws IOException {
        full = new Blocks(file.position(), writtenRows, List.copyOf(batchBlocks));
        if (assembler.rowCount() > 0) {
            writeBatch(assembler.body());
        }
        if (batchBlocks.isEmpty()) {
            dictionaries.update();
        }
        dictionaries.forEach((id, values) -> dictionaryBlocks.add(messages.writeDictionary(id, values)));
        messages.writeEnd();
        writeFooter();
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
    protected void release() {
        messages.close();
        assembler.close();
        dictionaries.close();
    }
}

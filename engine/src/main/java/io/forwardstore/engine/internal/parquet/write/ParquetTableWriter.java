package io.forwardstore.engine.internal.parquet.write;

import io.forwardstore.engine.WriteOptions;
import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.io.AbstractTableWriter;
import io.forwardstore.engine.internal.io.AtomicFile;
import io.forwardstore.engine.internal.io.WriterContext;
import io.forwardstore.engine.internal.io.WrittenBlocks;
import io.forwardstore.engine.internal.memory.GrowingBuffer;

import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.message.IpcOption;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.DictionaryUtility;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnOrder;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.TypeDefinedOrder;
import org.apache.parquet.format.Util;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;

/// Writes a Parquet file, column by column straight from Arrow arrays.
///
/// A row group is held compressed until it ends. Its page index stands behind it, so that memory does not grow with the
/// file.
///
/// **State.** The row group being filled, and the metadata of those written. **Threads.** One at a time. **Ownership.**
/// and **Failure.** As for [AbstractTableWriter].
public final class ParquetTableWriter extends AbstractTableWriter {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final String ARROW_SCHEMA_KEY = "ARROW:schema";
    private static final String CREATED_BY = "forwardstore";
    private static final int FORMAT_VERSION = 2;
    private static final int CONTINUATION = -1;
    private static final int METADATA_ALIGNMENT_BYTES = 8;

    /// Where rows are large, row groups end here rather than at their number of rows.
    private static final long MAXIMUM_ROW_GROUP_BYTES = 256L << 20;

    /// Rows of one column that are encoded before those of the next.
    private static final int STEP_ROWS = 4_096;

    private final AtomicFile file;
    private final WriteOptions options;
    private final Schema shownSchema;
    private final ParquetSchema schema;
    private final PageCompressor compressor;
    private final List<ColumnWriter> columns = new ArrayList<>();
    private final GrowingBuffer metadata;
    private final List<RowGroup> rowGroups = new ArrayList<>();
    private long rowCount;
    private int rowGroupRows;
    private Blocks full = new Blocks(0, 0, List.of());

    private ParquetTableWriter(WriterContext context) {
        super(context);
        this.file = context.file();
        this.options = context.options();
        List<Field> stored = storedFields(context.schema(), options.dictionaries());
        this.schema = ParquetSchema.of(stored);
        this.shownSchema =
                new Schema(stored.stream().map(ParquetSchema::decoded).toList(), context.schema().getCustomMetadata());
        this.metadata = new GrowingBuffer(context.allocator());
        this.compressor = PageCompressor.of(options.compression());
        for (LeafPath leaf : schema.leaves()) {
            columns.add(new ColumnWriter(leaf, options, compressor, context.allocator()));
        }
    }

    /// A writer to `file`, which it owns from then on.
    public static ParquetTableWriter open(AtomicFile file, Schema schema, WriteOptions options) throws IOException {
        return WriterContext.open(
                file, schema, options, ParquetTableWriter::new, _ -> file.write(MAGIC, 0, MAGIC.length));
    }

    /// A writer to `file`, which it owns from then on, of the rows behind those that a file before has.
    ///
    /// @param before written with the same schema and options
    /// @param kept the blocks that are taken from it
    public static ParquetTableWriter goOn(
            AtomicFile file, Schema schema, WriteOptions options, FileChannel before, Blocks kept) throws IOException {
        return WriterContext.open(
                file, schema, options, ParquetTableWriter::new, writer -> writer.beginWith(before, kept));
    }

    /// @param rowGroups what the footer says of them
    public record Blocks(long bytes, long rows, List<RowGroup> rowGroups) implements WrittenBlocks {}

    private void beginWith(FileChannel before, Blocks kept) throws IOException {
        file.copy(before, kept.bytes());
        rowGroups.addAll(kept.rowGroups());
        rowCount = kept.rows();
        full = kept;
    }

    @Override
    public Blocks blocks() {
        return full;
    }

    private static List<Field> storedFields(Schema schema, DictionaryProvider dictionaries) {
        List<Field> fields = new ArrayList<>();
        for (Field field : schema.getFields()) {
            fields.add(DictionaryUtility.toMessageFormat(field, dictionaries, new HashSet<>()));
        }
        return fields;
    }

    @Override
    protected boolean attachesDictionaries() {
        return true;
    }

    @Override
    protected void append(List<ArrayData> arrays, int from, int count) throws IOException {
        for (int done = 0; done < count; ) {
            int rows = Math.min(Math.min(count - done, STEP_ROWS), options.blockRows() - rowGroupRows);
            for (int i = 0; i < columns.size(); i++) {
                columns.get(i).append(arrays.get(schema.leaves().get(i).column()), from + done, rows);
            }
            done += rows;
            rowGroupRows += rows;
            if (rowGroupRows == options.blockRows() || heldBytes() >= MAXIMUM_ROW_GROUP_BYTES) {
                writeRowGroup();
            }
        }
    }

    private long heldBytes() {
        long bytes = 0;
        for (ColumnWriter column : columns) {
            bytes += column.sizeBytes();
        }
        return bytes;
    }

    private void writeRowGroup() throws IOException {
        long start = file.position();
        List<ColumnWriter.WrittenChunk> chunks = new ArrayList<>();
        for (ColumnWriter column : columns) {
            chunks.add(column.writeChunk(file));
        }
        long compressedBytes = file.position() - start;
        writeIndexes(chunks);
        List<ColumnChunk> written = new ArrayList<>();
        long bytes = 0;
        for (ColumnWriter.WrittenChunk chunk : chunks) {
            written.add(chunk.chunk());
            bytes += chunk.uncompressedBytes();
        }
        RowGroup rowGroup =
                new RowGroup(written, bytes, rowGroupRows)
                        .setFile_offset(start)
                        .setTotal_compressed_size(compressedBytes);
        if (rowGroups.size() <= Short.MAX_VALUE) {
            rowGroup.setOrdinal((short) rowGroups.size());
        }
        rowGroups.add(rowGroup);
        rowCount += rowGroupRows;
        rowGroupRows = 0;
    }

    private void writeIndexes(List<ColumnWriter.WrittenChunk> chunks) throws IOException {
        for (ColumnWriter.WrittenChunk chunk : chunks) {
            if (chunk.columnIndex() != null) {
                Util.writeColumnIndex(chunk.columnIndex(), metadata.asStream());
                chunk.chunk().setColumn_index_offset(file.position());
                chunk.chunk().setColumn_index_length(writeMetadata());
            }
        }
        for (ColumnWriter.WrittenChunk chunk : chunks) {
            Util.writeOffsetIndex(chunk.offsetIndex(), metadata.asStream());
            chunk.chunk().setOffset_index_offset(file.position());
            chunk.chunk().setOffset_index_length(writeMetadata());
        }
    }

    /// Writes what was put into the metadata buffer.
    ///
    /// @return its bytes
    private int writeMetadata() throws IOException {
        int bytes = Math.toIntExact(metadata.sizeBytes());
        file.write(metadata.address(), bytes);
        metadata.truncate(0);
        return bytes;
    }

    @Override
    protected void finish() throws IOException {
        full = new Blocks(file.position(), rowCount, List.copyOf(rowGroups));
        if (rowGroupRows > 0) {
            writeRowGroup();
        }
        FileMetaData footer =
                new FileMetaData(FORMAT_VERSION, schema.elements(), rowCount, rowGroups)
                        .setCreated_by(CREATED_BY)
                        .setKey_value_metadata(keyValues())
                        .setColumn_orders(
                                Collections.nCopies(
                                        schema.leaves().size(), ColumnOrder.TYPE_ORDER(new TypeDefinedOrder())));
        Util.writeFileMetaData(footer, metadata.asStream());
        ByteBuffer end = ByteBuffer.allocate(Integer.BYTES + MAGIC.length).order(ByteOrder.LITTLE_ENDIAN);
        end.putInt(writeMetadata()).put(MAGIC);
        file.write(end.array(), 0, end.capacity());
    }

    private List<KeyValue> keyValues() {
        List<KeyValue> keyValues = new ArrayList<>();
        shownSchema
                .getCustomMetadata()
                .forEach((key, value) -> {
                    if (!key.equals(ARROW_SCHEMA_KEY)) {
                        keyValues.add(new KeyValue(key).setValue(value));
                    }
                });
        keyValues.add(new KeyValue(ARROW_SCHEMA_KEY).setValue(arrowSchema()));
        return keyValues;
    }

    /// The Arrow schema as an encapsulated message in base64, as Arrow C++ writes it.
    private String arrowSchema() {
        ByteBuffer message = MessageSerializer.serializeMetadata(shownSchema, IpcOption.DEFAULT);
        int bytes = Math.ceilDiv(message.remaining(), METADATA_ALIGNMENT_BYTES) * METADATA_ALIGNMENT_BYTES;
        ByteBuffer framed = ByteBuffer.allocate(2 * Integer.BYTES + bytes).order(ByteOrder.LITTLE_ENDIAN);
        framed.putInt(CONTINUATION).putInt(bytes).put(message);
        return Base64.getEncoder().encodeToString(framed.array());
    }

    @Override
    protected void release() {
        columns.forEach(ColumnWriter::close);
        metadata.close();
        compressor.close();
    }
}

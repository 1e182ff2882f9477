package io.forwardstore.engine.internal.ipc;

import io.forwardstore.DictionaryMode;
import io.forwardstore.StorageOptions;
import io.forwardstore.engine.Column;
import io.forwardstore.engine.ColumnStorage;
import io.forwardstore.engine.FileRange;
import io.forwardstore.engine.FileSource;
import io.forwardstore.engine.PageIndex;
import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.ReadAhead;
import io.forwardstore.engine.ReadCounters;
import io.forwardstore.engine.TableFile;
import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.array.StoredFields;
import io.forwardstore.engine.internal.event.PageLoadEvent;
import io.forwardstore.engine.internal.store.AllocatorScope;

import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// An Arrow IPC file or stream.
public final class IpcTableFile implements TableFile {
    private final FileSource source;
    private final List<Batch> batches;
    private final PageIndex blocks;
    private final Schema fileSchema;
    private final Schema storedSchema;
    private final Schema schema;
    private final List<IpcColumn> columns;
    private final Dictionaries dictionaries;
    private final PageScope tableScope;
    private final ReadCounters reads = new ReadCounters();

    private IpcTableFile(FileSource source, IpcStructure structure, DictionaryMode mode, PageScope tableScope)
            throws IOException {
        this.source = source;
        this.tableScope = tableScope;
        this.batches = structure.batches();
        this.blocks = blocks(batches);
        this.fileSchema = structure.schema();
        this.storedSchema =
                new Schema(
                        fileSchema.getFields().stream().map(NarrowDecimals::widened).toList(),
                        fileSchema.getCustomMetadata());
        this.dictionaries = new Dictionaries(source, structure, tableScope);
        if (mode == DictionaryMode.ENCODED && !dictionaries.areStable()) {
            throw new IllegalArgumentException(
                    "["
                            + source.name()
                            + "] Cannot show dictionaries encoded: they change"
                            + " between record batches; open the file with dictionaries decoded");
        }
        this.columns = columns(mode);
        this.schema = new Schema(columns.stream().map(IpcColumn::field).toList(), storedSchema.getCustomMetadata());
    }

    /// True if the bytes begin as an IPC file or stream does.
    public static boolean matches(FileSource source, PageScope scope) throws IOException {
        return StructureReader.isFile(source, scope) || StructureReader.isStream(source, scope);
    }

    /// Opens a file or stream: reads and checks its structure, none of its data.
    ///
    /// @param source the bytes; owned by the table if the call succeeds
    public static IpcTableFile open(FileSource source, StorageOptions options) throws IOException {
        PageScope tableScope = new AllocatorScope(options.allocator());
        try (PageScope scratch = tableScope.scratch()) {
            IpcStructure structure =
                    StructureReader.isFile(source, scratch)
                            ? StructureReader.readFile(source, scratch)
                            : StructureReader.readStream(source, scratch);
            return new IpcTableFile(source, structure, options.get(StorageOptions.DICTIONARIES), tableScope);
        } catch (Throwable e) {
            tableScope.close();
            throw e;
        }
    }

    private static PageIndex blocks(List<Batch> batches) {
        long[] firstRows = new long[batches.size() + 1];
        for (int i = 0; i < batches.size(); i++) {
            firstRows[i + 1] = firstRows[i] + batches.get(i).metadata().rowCount();
        }
        return PageIndex.of(firstRows);
    }

    private List<IpcColumn> columns(DictionaryMode mode) {
        boolean direct =
                source.isResident() && batches.stream().allMatch(batch -> batch.metadata().codec() == BodyCodec.NONE);
        List<IpcColumn> made = new ArrayList<>();
        for (int i = 0; i < storedSchema.getFields().size(); i++) {
            Field stored = storedSchema.getFields().get(i);
            boolean isAsStored = stored.equals(fileSchema.getFields().get(i));
            IpcColumn.Shown shown =
                    switch (mode) {
                        case DECODED -> {
                            Field decoded = StoredFields.decoded(stored);
                            yield new IpcColumn.Shown(decoded, decoded, stored);
                        }
                        case ENCODED ->
                                new IpcColumn.Shown(StoredFields.encoded(stored), stored, StoredFields.indices(stored));
                    };
            made.add(new IpcColumn(this, i, shown, direct && isAsStored));
        }
        return List.copyOf(made);
    }

    /// Reads a column of a batch.
    ArrayData read(int column, int number, PageScope scope) throws IOException {
        PageLoadEvent event = columns.get(column).isDirect() ? null : PageLoadEvent.start();
        Batch batch = batches.get(number);
        BatchBuffers buffers = new BatchBuffers(source, batch.metadata(), scope);
        buffers.prefetch(batch.firstBuffer(column), batch.firstBuffer(column + 1));
        Field field = fileSchema.getFields().get(column);
        ArrayData array =
                new BatchReader(batch.metadata(), buffers, id -> dictionaries.values(id, number))
                        .at(batch.starts()[column])
                        .read(field, batch.metadata().rowCount());
        BatchReader.checkRunEnds(field, array);
        if (!columns.get(column).isDirect()) {
            reads.countPage(batch.columnBytes(column));
            if (event != null) {
                event.finish(name(), field.getName(), batch.metadata().rowCount(), batch.columnBytes(column));
            }
        }
        return array;
    }

    /// Where the batches of some rows of a column lie, and all dictionaries if it has one.
    List<FileRange> ranges(int column, long firstRow, long endRow) {
        List<FileRange> ranges = new ArrayList<>();
        for (int number = blocks.pageOf(firstRow); number <= blocks.pageOf(endRow - 1); number++) {
            Batch batch = batches.get(number);
            batch.metadata().addRanges(batch.firstBuffer(column), batch.firstBuffer(column + 1), ranges);
        }
        if (StoredFields.hasDictionary(storedSchema.getFields().get(column))) {
            dictionaries.addRanges(ranges);
        }
        return ranges;
    }

    /// Where a column of a batch lies, null if other things lie in between or it takes no bytes.
    @Nullable FileRange pageRange(int column, int number) {
        Batch batch = batches.get(number);
        return batch.metadata().runOf(batch.firstBuffer(column), batch.firstBuffer(column + 1));
    }

    /// How a column lies in the file.
    ColumnStorage storage(int column) throws IOException {
        return BatchStorage.of(batches, column, storedSchema.getFields().get(column), source, tableScope);
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public PageIndex blocks() {
        return blocks;
    }

    @Override
    public List<? extends Column> columns() {
        return columns;
    }

    @Override
    public Dictionary dictionary(long id) throws IOException {
        Field field = dictionaries.valueField(id);
        return new Dictionary(StoredFields.encoded(field), dictionaries.values(id, 0));
    }

    @Override
    public ReadCounters reads() {
        return reads;
    }

    @Override
    public long residentBytes() {
        return source.isResident() ? source.sizeBytes() : 0;
    }

    @Override
    public @Nullable ReadAhead readAhead() {
        return source.readAhead();
    }

    @Override
    public void close() throws IOException {
        tableScope.close();
        source.close();
    }
}

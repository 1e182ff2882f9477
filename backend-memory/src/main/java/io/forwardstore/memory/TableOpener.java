package io.forwardstore.memory;

import io.forwardstore.CorruptFileException;
import io.forwardstore.ForwardStore;
import io.forwardstore.ScanOptions;
import io.forwardstore.StorageOptions;
import io.forwardstore.WritableForwardStore;
import io.forwardstore.engine.Column;
import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.PositionalFileSource;
import io.forwardstore.engine.TableFile;
import io.forwardstore.engine.TableFiles;
import io.forwardstore.engine.TableStore;
import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.array.MalformedPageException;
import io.forwardstore.engine.internal.array.VectorArrays;
import io.forwardstore.engine.internal.store.AllocatorScope;

import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Opens tables for writing: new ones, and those that a file and a journal hold.
final class TableOpener {
    /// Payload bytes of a journal that are replayed together.
    private static final long REPLAY_BYTES = 64L << 20;

    private final Path file;
    private final Path journal;
    private final StorageOptions options;

    TableOpener(Path file, StorageOptions options) {
        this.file = file;
        this.journal = Journal.of(file);
        this.options = options;
    }

    /// Makes an empty table.
    ///
    /// @throws FileAlreadyExistsException if a journal has rows of the table, or it is to have one and the file exists
    WritableForwardStore create(Schema schema) throws IOException {
        options.get(MemoryOptions.FORMAT).writeOptions(file);
        requireColumns(schema);
        boolean isJournalled = options.get(MemoryOptions.DURABILITY) == Durability.JOURNAL;
        if (Files.exists(journal)) {
            throw new FileAlreadyExistsException(
                    null,
                    null,
                    "["
                            + file
                            + "] Cannot create: the journal "
                            + journal
                            + " holds rows of this table;"
                            + " open it for writing, or delete it");
        }
        if (isJournalled && Files.exists(file)) {
            throw new FileAlreadyExistsException(
                    null,
                    null,
                    "["
                            + file
                            + "] Cannot create a table with a journal: the file exists;"
                            + " open it for writing, or delete it");
        }
        RowLog log = isJournalled ? Journal.create(file, schema, 0, options) : RowLog.NONE;
        return new GrowingStore(file, newTable(schema), log, true, options);
    }

    private void requireColumns(Schema schema) {
        String refusal = "[" + file + "] Cannot create: ";
        if (schema.getFields().isEmpty()) {
            throw new IllegalArgumentException(refusal + "a table needs at least one column");
        }
        Set<String> names = new HashSet<>();
        for (Field field : schema.getFields()) {
            if (!names.add(field.getName())) {
                throw new IllegalArgumentException(refusal + "column '" + field.getName() + "' comes twice");
            }
            if (field.getName().equals(ForwardStore.ROW_ID_COLUMN)) {
                throw new IllegalArgumentException(
                        refusal + "the name '" + field.getName() + "' stands for the rows' ids");
            }
            requireNoDictionary(field, field.getName(), refusal);
        }
    }

    private static void requireNoDictionary(Field field, String column, String refusal) {
        if (field.getDictionary() != null) {
            throw new IllegalArgumentException(
                    refusal
                            + "column '"
                            + column
                            + "' is dictionary-encoded; give it the values' type, readers that are appended are"
                            + " decoded");
        }
        field.getChildren().forEach(child -> requireNoDictionary(child, column, refusal));
    }

    private GrowingTable newTable(Schema schema) {
        return new GrowingTable(
                file.toString(),
                schema,
                new ChunkMemory(file.toString(), options.allocator(), options.get(MemoryOptions.BYTE_LIMIT)));
    }

    /// Opens the table that a file and its journal hold.
    ///
    /// @param report hears what was found before rows can be added
    /// @throws NoSuchFileException if there is neither
    WritableForwardStore resume(Consumer<Recovery> report) throws IOException {
        options.get(MemoryOptions.FORMAT).writeOptions(file);
        if (!Files.exists(file) && !Files.exists(journal)) {
            throw new NoSuchFileException(null, null, "[" + file + "] Cannot open for writing: no such file");
        }
        FileChannel channel = Files.exists(journal) ? Journal.openLocked(journal) : null;
        try {
            return resume(channel, report);
        } catch (Throwable e) {
            if (channel != null) {
                channel.close();
            }
            throw e;
        }
    }

    private WritableForwardStore resume(@Nullable FileChannel channel, Consumer<Recovery> report) throws IOException {
        JournalReader.Content content = channel == null ? null : new JournalReader(journal.toString(), channel).read();
        if (content != null && content.entries().isEmpty()) {
            throw new CorruptFileException(journal.toString(), 0, "expected the record of the schema");
        }
        Schema schema = channel == null || content == null ? fileSchema() : replaySchema(channel, content);
        requireColumns(schema);
        GrowingTable table = newTable(schema);
        try {
            long fileRows = Files.exists(file) ? loadFile(table) : 0;
            if (channel != null && content != null) {
                replay(table, fileRows, channel, content);
            }
            long rows = table.blocks().rowCount();
            report.accept(new Recovery(fileRows, rows - fileRows, content == null ? 0 : content.tornBytes()));
            RowLog log = log(schema, fileRows, channel, content);
            return new GrowingStore(file, table, log, rows > fileRows || !Files.exists(file), options);
        } catch (Throwable e) {
            table.close();
            throw e;
        }
    }

    private RowLog log(
            Schema schema, long fileRows, @Nullable FileChannel channel, JournalReader.@Nullable Content content)
            throws IOException {
        if (channel != null && content != null) {
            channel.truncate(content.endOffset());
            return Journal.resume(file, channel, content.endOffset(), schema, options);
        }
        return options.get(MemoryOptions.DURABILITY) == Durability.JOURNAL
                ? Journal.create(file, schema, fileRows, options)
                : RowLog.NONE;
    }

    private Schema fileSchema() throws IOException {
        try (TableFile source = openFile()) {
            return source.schema();
        }
    }

    private TableFile openFile() throws IOException {
        return TableFiles.open(PositionalFileSource.open(file), options);
    }

    private long loadFile(GrowingTable table) throws IOException {
        List<String> columns = table.schema().getFields().stream().map(Field::getName).toList();
        BatchColumns batchColumns = new BatchColumns(table.schema());
        RowAppender appender = table.appender();
        try (ForwardStore source = new TableStore(openFile(), options.allocator());
                ArrowReader reader = source.scan(ScanOptions.of(columns))) {
            while (reader.loadNextBatch()) {
                VectorSchemaRoot batch = reader.getVectorSchemaRoot();
                stage(appender, batchColumns.of(batch, VectorArrays::of), 0, batch.getRowCount());
            }
            return source.rowCount();
        }
    }

    private void stage(RowAppender appender, List<ArrayData> columns, int from, int count) throws IOException {
        try {
            appender.stage(columns, from, count);
        } catch (MemoryLimitException e) {
            throw new IOException("[" + file + "] Cannot open for writing: " + e.getMessage(), e);
        }
        appender.publish();
    }

    private Schema replaySchema(FileChannel channel, JournalReader.Content content) throws IOException {
        try (TableFile stream = openStream(channel, List.of(content.entries().getFirst()))) {
            return stream.schema();
        }
    }

    /// Adds the journal's rows that the file does not have.
    private void replay(GrowingTable table, long fileRows, FileChannel channel, JournalReader.Content content)
            throws IOException {
        List<JournalReader.Entry> entries = content.entries();
        if (entries.getFirst().firstRow() > fileRows) {
            throw new IOException(
                    "["
                            + file
                            + "] Cannot open for writing: its journal goes on from row "
                            + entries.getFirst().firstRow()
                            + ", and the file has "
                            + fileRows
                            + " rows");
        }
        List<JournalReader.Entry> group = new ArrayList<>();
        long groupBytes = 0;
        for (JournalReader.Entry entry : entries) {
            if (entry.endRow() <= fileRows || entry.rows() == 0) {
                continue;
            }
            group.add(entry);
            groupBytes += entry.payloadBytes();
            if (groupBytes >= REPLAY_BYTES) {
                replay(table, channel, entries.getFirst(), group);
                group.clear();
                groupBytes = 0;
            }
        }
        if (!group.isEmpty()) {
            replay(table, channel, entries.getFirst(), group);
        }
    }

    private void replay(
            GrowingTable table, FileChannel channel, JournalReader.Entry schema, List<JournalReader.Entry> group)
            throws IOException {
        List<JournalReader.Entry> stream = new ArrayList<>(group.size() + 1);
        stream.add(schema);
        stream.addAll(group);
        try (TableFile batches = openStream(channel, stream)) {
            for (int i = 0; i < group.size(); i++) {
                JournalReader.Entry entry = group.get(i);
                try (PageScope scope = new AllocatorScope(options.allocator())) {
                    List<ArrayData> columns = new ArrayList<>();
                    for (Column column : batches.columns()) {
                        columns.add(column.checkedPage(i, scope));
                    }
                    int known = (int) (table.blocks().rowCount() - entry.firstRow());
                    stage(table.appender(), columns, known, (int) entry.rows() - known);
                }
            }
        } catch (MalformedPageException e) {
            throw new CorruptFileException(
                    journal.toString(), group.getFirst().payloadOffset(), String.valueOf(e.getMessage()), e);
        }
    }

    /// The payloads of these records as the stream that they are.
    private TableFile openStream(FileChannel channel, List<JournalReader.Entry> entries) throws IOException {
        long bytes = 0;
        for (JournalReader.Entry entry : entries) {
            bytes += entry.payloadBytes();
        }
        ResidentFile source = ResidentFile.allocate(journal.toString(), bytes, options.allocator());
        try {
            long at = 0;
            for (JournalReader.Entry entry : entries) {
                source.fill(channel, entry.payloadOffset(), at, entry.payloadBytes());
                at += entry.payloadBytes();
            }
        } catch (Throwable e) {
            source.close();
            throw e;
        }
        return TableFiles.open(source, options);
    }
}

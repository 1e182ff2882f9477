package io.forwardstore.memory;

import io.forwardstore.ForwardStore;
import io.forwardstore.ScanOptions;
import io.forwardstore.StorageOptions;
import io.forwardstore.WritableForwardStore;
import io.forwardstore.engine.PositionalFileSource;
import io.forwardstore.engine.TableFile;
import io.forwardstore.engine.TableFiles;
import io.forwardstore.engine.TableStore;
import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.array.VectorArrays;
import io.forwardstore.engine.internal.growing.GrowingFile;

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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Opens tables for writing: new ones, and those that a file and a journal hold.
final class TableOpener {
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
        MemoryOptions.writeOptions(file, options);
        requireColumns(schema);
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
        if (options.get(MemoryOptions.DURABILITY) == Durability.JOURNAL && Files.exists(file)) {
            throw new FileAlreadyExistsException(
                    null,
                    null,
                    "["
                            + file
                            + "] Cannot create a table with a journal: the file exists;"
                            + " open it for writing, or delete it");
        }
        RowLog log = newLog(schema, 0);
        GrowingTable table = newTable(schema);
        return new GrowingStore(
                table,
                new TableStore(table, options.allocator()),
                new GrowingFile(file, schema, MemoryOptions.writeOptions(file, options)),
                log,
                true,
                options);
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
                MemoryOptions.blockRows(options),
                new ChunkMemory(file.toString(), options.allocator(), options.get(MemoryOptions.BYTE_LIMIT)));
    }

    /// Opens the table that a file and its journal hold.
    ///
    /// @param report hears what was found before rows can be added
    /// @throws NoSuchFileException if there is neither
    WritableForwardStore resume(Consumer<Recovery> report) throws IOException {
        MemoryOptions.writeOptions(file, options);
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
        JournalReplay replay = channel == null ? null : JournalReplay.of(file, channel, options);
        Schema schema = replay == null || replay.isWithoutSchema() ? fileSchema() : replay.schema();
        requireColumns(schema);
        GrowingTable table = newTable(schema);
        TableStore reads = new TableStore(table, options.allocator());
        try {
            boolean isWritten = Files.exists(file);
            long fileRows = isWritten ? loadFile(table) : 0;
            if (replay != null) {
                replay.addTo(table);
            }
            long rows = table.blocks().rowCount();
            GrowingFile written = new GrowingFile(file, schema, MemoryOptions.writeOptions(file, options));
            Path setAside = null;
            if (channel != null && replay != null && replay.isDamaged()) {
                // The rows were acknowledged: they must be safe elsewhere before their journal loses its name.
                written.write(reads);
                setAside = Journal.setAside(file);
                channel.close();
            }
            report.accept(
                    new Recovery(
                            fileRows,
                            rows - fileRows,
                            replay == null ? 0 : replay.tornBytes(),
                            Optional.ofNullable(setAside)));
            boolean isDirty = setAside == null && (!isWritten || rows > fileRows);
            RowLog log =
                    replay != null && setAside == null
                            ? replay.goOn(schema)
                            : newLog(schema, isDirty ? fileRows : rows);
            return new GrowingStore(table, reads, written, log, isDirty, options);
        } catch (Throwable e) {
            reads.close();
            throw e;
        }
    }

    private RowLog newLog(Schema schema, long fileRows) throws IOException {
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
                stage(file, appender, batchColumns.of(batch, VectorArrays::of), 0, batch.getRowCount());
            }
            return source.rowCount();
        }
    }

    /// Adds rows and shows them.
    ///
    /// @throws IOException if they are more than the options allow
    static void stage(Path file, RowAppender appender, List<ArrayData> columns, int from, int count)
            throws IOException {
        try {
            appender.stage(columns, from, count);
        } catch (MemoryLimitException e) {
            throw new IOException("[" + file + "] Cannot open for writing: " + e.getMessage(), e);
        }
        appender.publish();
    }
}

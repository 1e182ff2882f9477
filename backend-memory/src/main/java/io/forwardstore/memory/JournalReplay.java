package io.forwardstore.memory;

import io.forwardstore.CorruptFileException;
import io.forwardstore.StorageOptions;
import io.forwardstore.engine.Column;
import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.TableFile;
import io.forwardstore.engine.TableFiles;
import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.array.MalformedPageException;
import io.forwardstore.engine.internal.store.AllocatorScope;

import org.apache.arrow.vector.types.pojo.Schema;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Adds a journal's rows to a table.
///
/// **State.** What the journal holds. **Threads.** One at a time. **Ownership.** The channel stays the caller's until
/// [#goOn].
final class JournalReplay {
    /// Payload bytes that are replayed together.
    private static final long GROUP_BYTES = 64L << 20;

    private final Path table;
    private final Path journal;
    private final FileChannel channel;
    private final StorageOptions options;
    private final JournalReader.Content content;

    private JournalReplay(Path table, FileChannel channel, StorageOptions options, JournalReader.Content content) {
        this.table = table;
        this.journal = Journal.of(table);
        this.channel = channel;
        this.options = options;
        this.content = content;
    }

    /// Reads a journal.
    ///
    /// @throws CorruptFileException if it is damaged and that is to be refused, or nothing tells the table's schema
    static JournalReplay of(Path table, FileChannel channel, StorageOptions options) throws IOException {
        String name = Journal.of(table).toString();
        JournalReader.Content content = new JournalReader(name, channel).read();
        boolean isSetAside = options.get(MemoryOptions.DAMAGED_JOURNAL) == DamagedJournal.SET_ASIDE;
        if (content.damage() != null && !isSetAside) {
            throw content.damage();
        }
        if (content.entries().isEmpty() && !(isSetAside && Files.exists(table))) {
            throw new CorruptFileException(name, 0, "expected the record of the schema");
        }
        return new JournalReplay(table, channel, options, content);
    }

    /// True if some of the journal cannot be read, which is to be set aside.
    boolean isDamaged() {
        return content.damage() != null || isWithoutSchema();
    }

    /// True if not even the schema can be read.
    boolean isWithoutSchema() {
        return content.entries().isEmpty();
    }

    /// Bytes that are no rows.
    long tornBytes() {
        return content.tornBytes();
    }

    Schema schema() throws IOException {
        try (TableFile stream = open(List.of(content.entries().getFirst()))) {
            return stream.schema();
        }
    }

    /// The journal, without its torn tail, for more rows.
    Journal goOn(Schema schema) throws IOException {
        channel.truncate(content.endOffset());
        return Journal.resume(table, channel, content.endOffset(), schema, options);
    }

    /// Adds the rows that the table does not have.
    void addTo(GrowingTable target) throws IOException {
        long fileRows = target.blocks().rowCount();
        List<JournalReader.Entry> entries = content.entries();
        if (!entries.isEmpty() && entries.getFirst().firstRow() > fileRows) {
            throw new IOException(
                    "["
                            + table
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
            if (groupBytes >= GROUP_BYTES) {
                add(group, target);
                group.clear();
                groupBytes = 0;
            }
        }
        if (!group.isEmpty()) {
            add(group, target);
        }
    }

    private void add(List<JournalReader.Entry> group, GrowingTable target) throws IOException {
        List<JournalReader.Entry> stream = new ArrayList<>(group.size() + 1);
        stream.add(content.entries().getFirst());
        stream.addAll(group);
        try (TableFile batches = open(stream)) {
            for (int i = 0; i < group.size(); i++) {
                JournalReader.Entry entry = group.get(i);
                try (PageScope scope = new AllocatorScope(options.allocator())) {
                    List<ArrayData> columns = new ArrayList<>();
                    for (Column column : batches.columns()) {
                        columns.add(column.checkedPage(i, scope));
                    }
                    int known = (int) (target.blocks().rowCount() - entry.firstRow());
                    TableOpener.stage(table, target.appender(), columns, known, (int) entry.rows() - known);
                }
            }
        } catch (MalformedPageException e) {
            throw new CorruptFileException(
                    journal.toString(), group.getFirst().payloadOffset(), String.valueOf(e.getMessage()), e);
        }
    }

    /// The payloads of these records as the stream that they are.
    private TableFile open(List<JournalReader.Entry> entries) throws IOException {
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

package io.forwardstore.engine.internal.growing;

import io.forwardstore.ForwardStore;
import io.forwardstore.ScanOptions;
import io.forwardstore.engine.TableWriter;
import io.forwardstore.engine.WriteOptions;
import io.forwardstore.engine.internal.io.AbstractTableWriter;
import io.forwardstore.engine.internal.io.AtomicFile;
import io.forwardstore.engine.internal.io.FileStamp;
import io.forwardstore.engine.internal.io.WrittenBlocks;
import io.forwardstore.engine.internal.ipc.write.ArrowTableWriter;
import io.forwardstore.engine.internal.parquet.write.ParquetTableWriter;

import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// The file of a table that grows at its end, written whole each time: readers see the old file or the new one.
///
/// Only rows that the last file did not have in full blocks are encoded. The full ones are copied from it as they are,
/// by the file system where it can, which then may share them between both files. Should the file be another than the
/// one that was written here, everything is encoded.
///
/// **State.** What the last write left. **Threads.** One at a time. **Ownership.** Nothing is open between two calls.
///
/// **Failure.** As for [TableWriter]. The write after one that failed encodes everything: what could not be copied may
/// be what has failed.
public final class GrowingFile {
    private final Path path;
    private final Schema schema;
    private final WriteOptions options;
    private final List<String> columns;
    private @Nullable Written last;

    private record Written(FileStamp stamp, WrittenBlocks blocks, long rowCount) {}

    /// @param schema the table's, without dictionaries
    /// @param options without a row filter
    public GrowingFile(Path path, Schema schema, WriteOptions options) {
        this.path = path;
        this.schema = schema;
        this.options = options;
        this.columns = schema.getFields().stream().map(Field::getName).toList();
    }

    /// True if the file is the last one that was written here, and that had so many rows.
    public boolean isWritten(long rowCount) {
        return last != null && last.rowCount == rowCount && last.stamp.equals(FileStamp.of(path));
    }

    /// Writes all rows of the table.
    ///
    /// @param table has the rows that it had when it was last written, and maybe more
    public void write(ForwardStore table) throws IOException {
        Written before = last;
        last = null;
        long rowCount = table.rowCount();
        AtomicFile target = AtomicFile.create(path);
        try (AbstractTableWriter writer = open(target, before)) {
            ScanOptions rest = ScanOptions.of(columns).rows(writer.blocks().rows(), rowCount);
            try (ArrowReader reader = table.scan(rest)) {
                writer.writeAll(reader);
            }
            writer.commit();
            FileStamp stamp = target.stamp();
            last = stamp == null ? null : new Written(stamp, writer.blocks(), rowCount);
        }
    }

    private AbstractTableWriter open(AtomicFile target, @Nullable Written before) throws IOException {
        try {
            if (before != null && before.blocks.rows() > 0 && before.stamp.equals(FileStamp.of(path))) {
                try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
                    return goOn(target, channel, before.blocks);
                }
            }
            return switch (options.format()) {
                case ARROW -> ArrowTableWriter.open(target, schema, options);
                case PARQUET -> ParquetTableWriter.open(target, schema, options);
            };
        } catch (IOException | RuntimeException e) {
            target.close();
            throw e;
        }
    }

    private AbstractTableWriter goOn(AtomicFile target, FileChannel before, WrittenBlocks kept) throws IOException {
        return switch (kept) {
            case ArrowTableWriter.Blocks blocks -> ArrowTableWriter.goOn(target, schema, options, before, blocks);
            case ParquetTableWriter.Blocks blocks -> ParquetTableWriter.goOn(target, schema, options, before, blocks);
            default -> throw new AssertionError(kept);
        };
    }
}

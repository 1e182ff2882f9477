package io.forwardstore.memory;

import io.forwardstore.engine.PageIndex;
import io.forwardstore.engine.internal.array.ArrayData;

import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Adds rows to a [GrowingTable]: first [#stage], then [#publish] or [#rollBack].
///
/// Chunks have the same number of rows, so that a row is found by division; only where a column's values fill up what
/// its offsets can tell does a chunk end earlier.
///
/// **Threads.** One at a time.
final class RowAppender implements AutoCloseable {
    private final GrowingTable table;
    private final List<Field> fields;
    private final ChunkMemory memory;
    private final int chunkRows;
    private final List<Chunk> sealed = new ArrayList<>();
    private final List<Chunk> staged = new ArrayList<>();
    private int counted;
    private long sealedRowCount;
    private boolean isRegular = true;
    private Chunk tail;
    private boolean tailIsStale;

    /// @param maxChunkRows rows of a chunk, unless its types tell fewer
    RowAppender(GrowingTable table, int maxChunkRows, ChunkMemory memory) {
        this.table = table;
        this.fields = table.schema().getFields();
        this.memory = memory;
        this.chunkRows = chunkRows(fields, maxChunkRows);
        this.tail = newChunk();
    }

    /// Run ends of 16 bits tell fewer rows than a chunk has otherwise.
    private static int chunkRows(List<Field> fields, int maxRows) {
        int rows = maxRows;
        for (Field field : fields) {
            if (field.getType() instanceof ArrowType.RunEndEncoded
                    && field.getChildren().getFirst().getType() instanceof ArrowType.Int ends
                    && ends.getBitWidth() == Short.SIZE) {
                rows = Math.min(rows, Short.MAX_VALUE);
            } else if (!(field.getType() instanceof ArrowType.ListView)) {
                rows = chunkRows(structChildren(field), rows);
            }
        }
        return rows;
    }

    private static List<Field> structChildren(Field field) {
        return field.getType() instanceof ArrowType.Struct || field.getType() instanceof ArrowType.Union
                ? field.getChildren()
                : List.of();
    }

    private Chunk newChunk() {
        return new Chunk(fields, chunkRows, memory.newSource());
    }

    Snapshot emptySnapshot() {
        return new Snapshot(PageIndex.uniform(chunkRows, 0), new ArrayData[0][], tail.publish(), memory.current());
    }

    long allocatedBytes() {
        return memory.allocatedBytes();
    }

    boolean isExhausted() {
        return memory.isExhausted();
    }

    /// Adds rows that no reader sees before [#publish].
    ///
    /// @throws MemoryLimitException if they do not fit into the table's memory
    /// @throws IllegalArgumentException if an array's offsets, sizes or ids lead out of it
    void stage(List<ArrayData> columns, int from, int count) {
        restoreTail();
        int done = 0;
        while (done < count) {
            int added = tail.append(columns, from + done, count - done);
            if (added == 0 && tail.rowCount() == 0) {
                throw new IllegalArgumentException("a row is larger than its columns' types can hold");
            }
            done += added;
            if (added == 0 || tail.isFull()) {
                staged.add(tail);
                tail = newChunk();
            }
        }
    }

    /// Shows all staged rows to readers at once.
    void publish() {
        Snapshot before = table.snapshot();
        ArrayData[][] arrays = before.sealed();
        if (!staged.isEmpty()) {
            arrays = Arrays.copyOf(arrays, arrays.length + staged.size());
            for (Chunk chunk : staged) {
                arrays[sealed.size()] = chunk.publish();
                sealed.add(chunk);
            }
            staged.clear();
        }
        ArrayData[] growing = tail.publish();
        ChunkMemory.Generation ended = memory.advance();
        table.publish(new Snapshot(pages(), arrays, growing, memory.current()));
        if (ended != null) {
            ended.end();
        }
    }

    private PageIndex pages() {
        while (counted < sealed.size()) {
            int rows = sealed.get(counted++).rowCount();
            sealedRowCount += rows;
            isRegular &= rows == chunkRows;
        }
        if (isRegular) {
            return PageIndex.uniform(chunkRows, sealedRowCount + tail.rowCount());
        }
        int pages = sealed.size() + (tail.rowCount() > 0 ? 1 : 0);
        long[] firstRows = new long[pages + 1];
        for (int i = 0; i < pages; i++) {
            Chunk chunk = i < sealed.size() ? sealed.get(i) : tail;
            firstRows[i + 1] = firstRows[i] + chunk.rowCount();
        }
        return PageIndex.of(firstRows);
    }

    /// Forgets all staged rows, and frees what was allocated for them.
    void rollBack() {
        staged.forEach(Chunk::close);
        staged.clear();
        tail.close();
        tailIsStale = true;
    }

    /// After a roll-back the last chunk is made anew from what readers see of it.
    private void restoreTail() {
        if (!tailIsStale) {
            return;
        }
        Snapshot current = table.snapshot();
        Chunk fresh = newChunk();
        try {
            long rows = current.pages().rowCount() - sealedRowCount;
            fresh.append(List.of(current.tail()), 0, (int) rows);
        } catch (Throwable e) {
            fresh.close();
            throw e;
        }
        tail = fresh;
        tailIsStale = false;
        publish();
    }

    @Override
    public void close() {
        sealed.forEach(Chunk::close);
        tail.close();
        memory.close();
    }
}

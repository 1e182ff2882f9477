package io.forwardstore.memory;

import io.forwardstore.engine.PageIndex;
import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.ReadCounters;
import io.forwardstore.engine.TableFile;
import io.forwardstore.engine.internal.array.ArrayData;

import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

import java.util.ArrayList;
import java.util.List;

/// A table that grows at its end while it is read.
///
/// **State.** A [Snapshot], replaced by one volatile write. Rows never change and never move to another page, so
/// whoever knows a row or a page from one snapshot finds it in every later one: a read that takes the number of rows
/// once is consistent whatever it looks up afterwards.
///
/// **Threads.** Any number of readers beside one writer, the owner of the [RowAppender].
final class GrowingTable implements TableFile {
    private final String name;
    private final Schema schema;
    private final List<GrowingColumn> columns;
    private final ReadCounters reads = new ReadCounters();
    private final RowAppender appender;
    private volatile Snapshot snapshot;

    /// @param blockRows rows of a block, at most
    /// @param memory the rows' memory; owned by this table
    GrowingTable(String name, Schema schema, int blockRows, ChunkMemory memory) {
        this.name = name;
        this.schema = schema;
        List<GrowingColumn> made = new ArrayList<>();
        for (Field field : schema.getFields()) {
            made.add(new GrowingColumn(field, made.size()));
        }
        this.columns = List.copyOf(made);
        this.appender = new RowAppender(this, blockRows, memory);
        this.snapshot = appender.emptySnapshot();
    }

    /// The table's only writer.
    RowAppender appender() {
        return appender;
    }

    Snapshot snapshot() {
        return snapshot;
    }

    void publish(Snapshot next) {
        snapshot = next;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public PageIndex blocks() {
        return snapshot.pages();
    }

    @Override
    public List<GrowingColumn> columns() {
        return columns;
    }

    @Override
    public ReadCounters reads() {
        return reads;
    }

    @Override
    public long residentBytes() {
        return appender.allocatedBytes();
    }

    @Override
    public void close() {
        appender.close();
    }

    /// A column as it is in the current snapshot.
    final class GrowingColumn extends DirectColumn {
        private final int number;

        private GrowingColumn(Field field, int number) {
            super(field);
            this.number = number;
        }

        @Override
        public PageIndex pages() {
            return snapshot.pages();
        }

        @Override
        public ArrayData page(int page, PageScope scope) {
            while (true) {
                Snapshot current = snapshot;
                if (page < current.sealed().length) {
                    return current.sealed()[page][number];
                }
                ChunkMemory.Generation generation = current.generation();
                if (generation.tryRetain()) {
                    scope.onClose(generation::release);
                    return current.tail()[number];
                }
            }
        }
    }
}

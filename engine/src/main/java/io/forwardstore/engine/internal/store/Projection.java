package io.forwardstore.engine.internal.store;

import io.forwardstore.ForwardStore;
import io.forwardstore.engine.Column;
import io.forwardstore.engine.TableFile;
import io.forwardstore.engine.internal.array.Gatherer;
import io.forwardstore.engine.internal.array.LayoutTree;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// A list of columns, resolved: their schema, and fetch state that is used again.
final class Projection {
    private static final Field ROW_ID =
            new Field(
                    ForwardStore.ROW_ID_COLUMN, new FieldType(false, new ArrowType.Int(Long.SIZE, false), null), null);
    private static final int IDLE_FETCHES = 8;

    private final List<@Nullable Column> columns;
    private final Schema schema;
    private final List<LayoutTree> trees;
    private final BufferAllocator allocator;
    private final ChunkRecycler recycler;
    private final TableFile table;
    private final AtomicReferenceArray<@Nullable Fetch> idle = new AtomicReferenceArray<>(IDLE_FETCHES);

    /// @param columns the columns; null stands for the row-id pseudo column
    /// @param table what has their pages
    Projection(
            List<@Nullable Column> columns,
            Map<String, String> metadata,
            BufferAllocator allocator,
            ChunkRecycler recycler,
            TableFile table) {
        this.columns = columns;
        List<Field> fields = new ArrayList<>(columns.size());
        for (Column column : columns) {
            fields.add(new HashedField(column == null ? ROW_ID : column.field()));
        }
        this.trees = fields.stream().map(LayoutTree::of).toList();
        this.schema = new Schema(fields, metadata);
        this.allocator = allocator;
        this.recycler = recycler;
        this.table = table;
    }

    /// The columns; null stands for the row-id pseudo column.
    List<@Nullable Column> columns() {
        return columns;
    }

    /// The layouts of results.
    List<LayoutTree> trees() {
        return trees;
    }

    /// The schema of results.
    Schema schema() {
        return schema;
    }

    /// The schema of results in Arrow's message format.
    Schema messageSchema() {
        List<Field> fields = columns.stream().map(column -> column == null ? ROW_ID : column.messageField()).toList();
        return new Schema(fields, schema.getCustomMetadata());
    }

    /// A fetch that no other thread uses; to be given back.
    Fetch take() {
        Fetch fetch = idle.getAndSet(preferredSlot(), null);
        return fetch != null ? fetch : newFetch();
    }

    void giveBack(Fetch fetch) {
        idle.setRelease(preferredSlot(), fetch);
    }

    private static int preferredSlot() {
        return (int) Thread.currentThread().threadId() & (IDLE_FETCHES - 1);
    }

    private Fetch newFetch() {
        ColumnFetch[] fetches = new ColumnFetch[columns.size()];
        for (int i = 0; i < fetches.length; i++) {
            Column column = columns.get(i);
            fetches[i] = column == null ? new RowIdFetch() : new PageFetch(column, Gatherer.of(column.storedField()));
        }
        return new Fetch(schema, trees, fetches, allocator, recycler, table);
    }
}

package io.forwardstore.engine.internal.parquet;

import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.memory.Memory;
import io.forwardstore.engine.internal.parquet.build.LeafBatch;
import io.forwardstore.engine.internal.parquet.build.LeafBuilders;
import io.forwardstore.engine.internal.parquet.build.NestedAssembler;
import io.forwardstore.engine.internal.parquet.schema.Node;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Reads rows of a nested column of one row group: [#begin], [#read] in ascending order, [#finish], and again.
///
/// **State.** The next row. **Threads.** One. **Ownership.** Owns the open pages; arrays are in the scope's memory.
final class NestedReader implements AutoCloseable {
    private final Node node;
    private final List<LeafBuilders> builders;
    private final List<LeafChunk> chunks;
    private final List<LeafStream> streams = new ArrayList<>();
    private List<LeafBatch> batches = List.of();
    private @Nullable PageScope scope;
    private @Nullable PageScope scratch;

    NestedReader(Node node, List<LeafBuilders> builders, List<LeafChunk> chunks) throws IOException {
        this.node = node;
        this.builders = builders;
        this.chunks = chunks;
        for (LeafChunk chunk : chunks) {
            streams.add(new LeafStream(chunk));
        }
    }

    /// Begins an array.
    ///
    /// @param rows how many it will have
    void begin(int rows, PageScope arrayScope) {
        PageScope levels = arrayScope.scratch();
        scope = arrayScope;
        scratch = levels;
        batches = new ArrayList<>();
        for (int i = 0; i < chunks.size(); i++) {
            batches.add(new LeafBatch(chunks.get(i).leaf(), builders.get(i), rows, arrayScope, levels));
        }
    }

    /// Adds rows.
    ///
    /// @param firstRow the first one within the row group, not before those read before
    void read(long firstRow, int count) throws IOException {
        for (int i = 0; i < streams.size(); i++) {
            LeafStream stream = streams.get(i);
            stream.seek(firstRow);
            stream.read(count, batches.get(i));
        }
    }

    /// The array.
    ///
    /// @param rows how many were read
    ArrayData finish(int rows) throws IOException {
        PageScope arrayScope = scope;
        if (arrayScope == null) {
            throw new IllegalStateException("No array was begun");
        }
        try {
            return new NestedAssembler(batches, arrayScope, streams.getFirst().fileOffsetBytes()).assemble(node, rows);
        } catch (IOException e) {
            throw Failures.named(chunks.getFirst(), e);
        } finally {
            end();
        }
    }

    private void end() {
        if (scratch != null) {
            scratch.close();
        }
        scratch = null;
        scope = null;
        batches = List.of();
    }

    @Override
    public void close() {
        Memory.deferFaults();
        end();
        streams.forEach(LeafStream::close);
    }
}

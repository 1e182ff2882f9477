package io.forwardstore.engine.internal.io;

import io.forwardstore.engine.WriteOptions;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.types.pojo.Schema;

import java.util.function.Function;

/// What a writer is made from.
///
/// @param file what to write to
/// @param schema the batches' schema, in memory format
/// @param allocator what the writer's memory comes from, for the writer alone; it closes it
public record WriterContext(AtomicFile file, Schema schema, WriteOptions options, BufferAllocator allocator) {
    /// Makes a writer with an allocator of its own, which is closed again should making it fail.
    ///
    /// @throws IllegalArgumentException naming the file, if the format cannot hold the schema
    public static <W extends AbstractTableWriter> W open(
            AtomicFile file, Schema schema, WriteOptions options, Function<WriterContext, W> constructor) {
        BufferAllocator parent = options.allocator();
        BufferAllocator allocator =
                parent == null
                        ? new RootAllocator()
                        : parent.newChildAllocator("writer of " + file.name(), 0, Long.MAX_VALUE);
        try {
            return constructor.apply(new WriterContext(file, schema, options, allocator));
        } catch (IllegalArgumentException e) {
            allocator.close();
            throw new IllegalArgumentException("[" + file.name() + "] " + e.getMessage(), e);
        }
    }
}

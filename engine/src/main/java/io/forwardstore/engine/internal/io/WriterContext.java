package io.forwardstore.engine.internal.io;

import io.forwardstore.engine.WriteOptions;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.types.pojo.Schema;

import java.io.IOException;
import java.util.function.Function;

/// What a writer is made from.
///
/// @param file what to write to
/// @param schema the batches' schema, in memory format
/// @param allocator what the writer's memory comes from, for the writer alone; it closes it
public record WriterContext(AtomicFile file, Schema schema, WriteOptions options, BufferAllocator allocator) {
    /// How a file begins.
    public interface Beginning<W> {
        /// Writes up to the first block that is to be written.
        void write(W writer) throws IOException;
    }

    /// Makes a writer with an allocator of its own and has it begin its file. If that fails, all is closed again.
    ///
    /// @throws IllegalArgumentException naming the file, if the format cannot hold the schema
    public static <W extends AbstractTableWriter> W open(
            AtomicFile file,
            Schema schema,
            WriteOptions options,
            Function<WriterContext, W> constructor,
            Beginning<W> beginning)
            throws IOException {
        W writer = make(file, schema, options, constructor);
        try {
            beginning.write(writer);
            return writer;
        } catch (IOException | RuntimeException e) {
            writer.close();
            throw e;
        }
    }

    private static <W extends AbstractTableWriter> W make(
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

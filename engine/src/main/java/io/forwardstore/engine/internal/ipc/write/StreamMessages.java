package io.forwardstore.engine.internal.ipc.write;

import io.forwardstore.engine.Compression;
import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.array.build.IndexShifts;
import io.forwardstore.engine.internal.io.ByteSink;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;

import java.io.IOException;
import java.util.List;

/// Writes the messages of an Arrow IPC stream, uncompressed and without dictionaries, one by one (Arrow columnar
/// format, "IPC Streaming Format").
///
/// **State.** The schema. **Threads.** One at a time. **Ownership.** Owns memory for columns that hold more than their
/// values, until [#close]; neither the sink nor the arrays.
public final class StreamMessages implements AutoCloseable {
    private final Schema schema;
    private final MessageWriter messages;
    private final BatchAssembler assembler;

    /// @param sink what the messages go to
    public StreamMessages(ByteSink sink, Schema schema, BufferAllocator allocator) {
        this.schema = schema;
        this.messages = new MessageWriter(sink, Compression.UNCOMPRESSED, allocator);
        this.assembler = new BatchAssembler(schema.getFields(), Integer.MAX_VALUE, allocator, new IndexShifts());
    }

    /// Writes the schema's message.
    public void writeSchema() throws IOException {
        messages.writeSchema(schema);
    }

    /// Writes a record batch's message. What the sink was given may point into the arrays, or into memory that is used
    /// again by the next call.
    ///
    /// @param columns an array for each field of the schema
    public void writeBatch(List<ArrayData> columns, int rows) throws IOException {
        assembler.clear();
        messages.writeRecordBatch(assembler.bodyOf(columns, rows));
    }

    @Override
    public void close() {
        assembler.close();
        messages.close();
    }
}

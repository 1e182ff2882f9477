package io.forwardstore.engine.internal.ipc;

import org.apache.arrow.vector.types.pojo.Schema;

import java.util.List;

/// What a file or stream says about itself.
///
/// @param schema the schema in message format
/// @param batches the record batches in order
/// @param dictionaryBatches the dictionary batches in order
record IpcStructure(Schema schema, List<Batch> batches, List<DictionaryMessage> dictionaryBatches) {
    /// A dictionary batch.
    ///
    /// @param id the dictionary
    /// @param delta true if its values follow those before it, false if they replace them
    /// @param metadata where its buffers lie
    /// @param firstBatch the first record batch that it is for
    record DictionaryMessage(long id, boolean delta, BatchMetadata metadata, int firstBatch) {}
}

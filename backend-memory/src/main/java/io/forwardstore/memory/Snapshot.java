package io.forwardstore.memory;

import io.forwardstore.engine.PageIndex;
import io.forwardstore.engine.internal.array.ArrayData;

/// The rows of a growing table at one time. Immutable.
///
/// @param pages the chunks by row
/// @param sealed by chunk and column, those that grow no more; they live as long as the table
/// @param tail by column, the rows of the last chunk if it still grows; they live as long as the generation
/// @param generation what keeps the tail's memory
@SuppressWarnings("ArrayRecordComponent") // compared by identity only
record Snapshot(PageIndex pages, ArrayData[][] sealed, ArrayData[] tail, ChunkMemory.Generation generation) {}

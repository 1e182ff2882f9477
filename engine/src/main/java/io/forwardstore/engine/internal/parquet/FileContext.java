package io.forwardstore.engine.internal.parquet;

import io.forwardstore.CorruptFileException;
import io.forwardstore.engine.FileSource;
import io.forwardstore.engine.ReadCounters;
import io.forwardstore.engine.internal.store.AllocatorScope;
import io.forwardstore.engine.internal.store.ChunkRecycler;

import org.apache.arrow.memory.BufferAllocator;

/// What everything that reads one file shares.
///
/// @param dataEndBytes where the footer starts: no page ends behind it
/// @param allocator for what outlives a read: dictionaries and the state of cursors
record FileContext(
        FileSource source,
        long dataEndBytes,
        boolean verifiesChecksums,
        BufferAllocator allocator,
        ChunkRecycler recycler,
        DictionaryCache dictionaries,
        ReadCounters reads) {
    /// A scope for what outlives a call, such as a cursor's page.
    AllocatorScope newScope() {
        return new AllocatorScope(allocator, recycler);
    }

    String name() {
        return source.name();
    }

    CorruptFileException corrupt(long offsetBytes, String expected) {
        return new CorruptFileException(name(), offsetBytes, "expected " + expected);
    }
}

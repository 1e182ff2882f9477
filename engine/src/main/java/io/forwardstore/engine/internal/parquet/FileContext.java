package io.forwardstore.engine.internal.parquet;

import io.forwardstore.CorruptFileException;
import io.forwardstore.engine.FileSource;
import io.forwardstore.engine.ReadCounters;

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
        DictionaryCache dictionaries,
        ReadCounters reads) {
    String name() {
        return source.name();
    }

    CorruptFileException corrupt(long offsetBytes, String expected) {
        return new CorruptFileException(name(), offsetBytes, expected);
    }
}

package io.forwardstore.engine;

import io.forwardstore.engine.internal.memory.Memory;

import java.io.IOException;

/// Bytes that are copied into the scope of each read, as positional reads are.
///
/// @param original the bytes; closed with this source
public record CopyingFileSource(FileSource original) implements FileSource {
    @Override
    public String name() {
        return original.name();
    }

    @Override
    public long sizeBytes() {
        return original.sizeBytes();
    }

    @Override
    public long read(long offsetBytes, long bytes, PageScope scope) throws IOException {
        long source = original.read(offsetBytes, bytes, scope);
        long copy = scope.allocate(bytes);
        Memory.copy(source, copy, bytes);
        return copy;
    }

    @Override
    public boolean isResident() {
        return false;
    }

    @Override
    public void close() throws IOException {
        original.close();
    }
}

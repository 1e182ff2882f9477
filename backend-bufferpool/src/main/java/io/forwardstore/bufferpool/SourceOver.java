package io.forwardstore.bufferpool;

import io.forwardstore.engine.FileSource;

import java.io.IOException;

/// A file that is read by another's positional reads. Owns it.
abstract class SourceOver implements FileSource {
    private final FileSource file;

    SourceOver(FileSource file) {
        this.file = file;
    }

    /// The file itself.
    final FileSource file() {
        return file;
    }

    @Override
    public final String name() {
        return file.name();
    }

    @Override
    public final long sizeBytes() {
        return file.sizeBytes();
    }

    @Override
    public final boolean isResident() {
        return false;
    }

    @Override
    public final void close() throws IOException {
        file.close();
    }
}

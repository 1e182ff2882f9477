package io.forwardstore.bufferpool;

import io.forwardstore.engine.FileSource;
import io.forwardstore.engine.PageScope;

import java.io.IOException;

/// A file whose every read is known to be of the state that it was opened in.
///
/// To ask for the state costs more than to read a small page that the operating system has: one read of many pages asks
/// once.
final class CheckedSource extends SourceOver {
    private final FileIdentity identity;

    CheckedSource(FileSource file, FileIdentity identity) {
        super(file);
        this.identity = identity;
    }

    @Override
    public long read(long offsetBytes, long bytes, PageScope scope) throws IOException {
        long address;
        try {
            address = file().read(offsetBytes, bytes, scope);
        } catch (IOException e) {
            // That it was changed says more than what came of it.
            identity.requireUnchanged(name());
            throw e;
        }
        identity.requireUnchanged(name());
        return address;
    }
}

package io.forwardstore.bufferpool;

import io.forwardstore.engine.FileSource;
import io.forwardstore.engine.PageScope;

import java.io.IOException;

/// A file that is read through the caller's [FileWindow] where there is one.
///
/// Who loads pages in order binds [#WINDOW] around the load; the column in between knows nothing of it.
final class WindowedSource implements FileSource {
    /// The window of the load that the current thread is in.
    static final ScopedValue<FileWindow> WINDOW = ScopedValue.newInstance();

    private final FileSource file;

    WindowedSource(FileSource file) {
        this.file = file;
    }

    /// The file itself.
    FileSource file() {
        return file;
    }

    @Override
    public String name() {
        return file.name();
    }

    @Override
    public long sizeBytes() {
        return file.sizeBytes();
    }

    @Override
    public long read(long offsetBytes, long bytes, PageScope scope) throws IOException {
        return WINDOW.isBound() ? WINDOW.get().read(offsetBytes, bytes, scope) : file.read(offsetBytes, bytes, scope);
    }

    @Override
    public boolean isResident() {
        return false;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}

package io.forwardstore.bufferpool;

import io.forwardstore.engine.FileSource;
import io.forwardstore.engine.PageScope;

import java.io.IOException;

/// A file that is read through the caller's [FileWindow] where there is one.
///
/// Who loads pages in order binds [#WINDOW] around the load; the column in between knows nothing of it.
final class WindowedSource extends SourceOver {
    /// The window of the load that the current thread is in.
    static final ScopedValue<FileWindow> WINDOW = ScopedValue.newInstance();

    WindowedSource(FileSource file) {
        super(file);
    }

    @Override
    public long read(long offsetBytes, long bytes, PageScope scope) throws IOException {
        return WINDOW.isBound() ? WINDOW.get().read(offsetBytes, bytes, scope) : file().read(offsetBytes, bytes, scope);
    }
}

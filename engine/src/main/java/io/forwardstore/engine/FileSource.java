package io.forwardstore.engine;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;

/// A file's bytes at addresses: a mapping, a resident copy, or positional reads.
///
/// **State.** The size is that at opening. Holds no position.
///
/// **Threads.** Safe for concurrent reads.
///
/// **Ownership.** What [#read] answers is valid while the given scope is open and the source is not closed.
///
/// **Failure.** [IOException] for a range that cannot be read, naming the file. A range outside the file is the
/// caller's error: [IndexOutOfBoundsException].
public interface FileSource extends Closeable {
    /// The file, as the caller named it.
    String name();

    /// The file's size when it was opened, in bytes.
    long sizeBytes();

    /// The address of `bytes` bytes at `offsetBytes`. Read-only. Positional sources allocate from `scope`.
    long read(long offsetBytes, long bytes, PageScope scope) throws IOException;

    /// The address of bytes that [#read] answered, for native code: there a fault under a mapping would end the JVM, so
    /// a source that can fault copies them into `scratch`.
    default long forNativeCode(long address, long bytes, PageScope scratch) {
        return address;
    }

    /// True if reading copies nothing: addresses stay valid for as long as the source is open.
    boolean isResident();

    /// Reads ahead what large fetches are about to touch; null if there is nothing to gain.
    default @Nullable ReadAhead readAhead() {
        return null;
    }
}

package io.forwardstore.engine.internal.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/// The calls on a file system that an [AtomicFile] makes: the seam at which a test lets one fail.
///
/// **State.** None. **Threads.** Safe for concurrent calls. **Ownership.** Channels are the caller's.
///
/// **Failure.** [IOException] as the file system gives it.
interface FileCalls {
    /// Creates a file that must not exist yet, to be written.
    FileChannel create(Path file) throws IOException;

    /// Writes all remaining bytes at the channel's position.
    void write(FileChannel channel, ByteBuffer bytes) throws IOException;

    /// Appends the first bytes of another file.
    void copy(FileChannel source, long bytes, FileChannel channel) throws IOException;

    /// Makes a file's content durable.
    void force(FileChannel channel) throws IOException;

    /// Puts `source` in the place of `target` in one step.
    void replace(Path source, Path target) throws IOException;

    /// Makes a directory's entries durable.
    void forceDirectory(Path directory) throws IOException;

    /// Deletes a file if it exists.
    void delete(Path file) throws IOException;
}

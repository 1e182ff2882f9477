package io.forwardstore.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.LongConsumer;

/// Reads files for nothing but to have them in the operating system's cache.
final class FileWarmup {
    private static final int READ_BYTES = 4 << 20;

    private FileWarmup() {}

    /// Reads a file to its end.
    ///
    /// @param progress is told how many bytes are read
    /// @return the bytes of the file
    static long read(Path file, LongConsumer progress) throws IOException {
        long done = 0;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BYTES);
            for (int count = channel.read(buffer); count >= 0; count = channel.read(buffer.clear())) {
                done += count;
                progress.accept(done);
            }
        }
        return done;
    }
}

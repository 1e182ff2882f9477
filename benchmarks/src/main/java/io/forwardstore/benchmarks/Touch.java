package io.forwardstore.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Reads files through, so that they are in the page cache: the kernel may have dropped pages that looked idle.
final class Touch {
    private static final int BUFFER_BYTES = 1 << 20;

    private Touch() {}

    /// Reads a file, or all files below a folder.
    static void all(Path path) throws IOException {
        List<Path> files;
        try (Stream<Path> below = Files.walk(path)) {
            files = below.filter(Files::isRegularFile).toList();
        }
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        for (Path file : files) {
            try (FileChannel channel = FileChannel.open(file)) {
                while (channel.read(buffer) >= 0) {
                    buffer.clear();
                }
            }
        }
    }
}

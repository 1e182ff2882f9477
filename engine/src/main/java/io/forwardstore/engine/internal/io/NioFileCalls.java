package io.forwardstore.engine.internal.io;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// The calls as `java.nio` makes them.
final class NioFileCalls implements FileCalls {
    /// Where a directory cannot be opened as a file there is nothing to force: renames are journalled there.
    private static final boolean FORCES_DIRECTORIES = !System.getProperty("os.name", "").startsWith("Windows");

    @Override
    public FileChannel create(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    @Override
    public void write(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void copy(FileChannel source, long bytes, FileChannel channel) throws IOException {
        for (long done = 0; done < bytes; ) {
            long count = source.transferTo(done, bytes - done, channel);
            if (count <= 0) {
                throw new EOFException("the file before it ends at byte " + done);
            }
            done += count;
        }
    }

    @Override
    public void force(FileChannel channel) throws IOException {
        channel.force(true);
    }

    @Override
    public void replace(Path source, Path target) throws IOException {
        Files.move(source, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        if (FORCES_DIRECTORIES) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    @Override
    public void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }
}

package io.forwardstore.cli.internal.output;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// A file that is written beside its place and moved there once it is whole. Devices and pipes are written in place.
final class OutputFile implements Destination {
    private final Path file;
    private final Path written;
    private final OutputStream stream;
    private boolean isFinished;

    private OutputFile(Path file, Path written) throws IOException {
        this.file = file;
        this.written = written;
        this.stream = new BufferedOutputStream(new NamedStream(file, Files.newOutputStream(written)), 1 << 16);
    }

    static OutputFile open(Path file) throws IOException {
        boolean isDevice = Files.exists(file) && !Files.isRegularFile(file);
        return new OutputFile(file, isDevice ? file : partOf(file));
    }

    private static Path partOf(Path file) {
        return file.resolveSibling("." + file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    }

    @Override
    public OutputStream stream() {
        return stream;
    }

    @Override
    public void commit() throws IOException {
        stream.close();
        if (!written.equals(file)) {
            Files.move(written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        }
        isFinished = true;
    }

    @Override
    public void close() throws IOException {
        if (!isFinished) {
            isFinished = true;
            discard();
        }
    }

    /// What could not be written may fail to be flushed as well: the first failure has been reported by then.
    private void discard() throws IOException {
        try {
            stream.close();
        } catch (IOException e) {
            // The bytes are thrown away
        } finally {
            if (!written.equals(file)) {
                Files.deleteIfExists(written);
            }
        }
    }
}

package io.forwardstore.engine;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// What every backend asks of a file before it opens it, with one message each.
public final class Files {
    private Files() {}

    /// Checks that a file is there, is no directory, and may be read.
    ///
    /// @throws NoSuchFileException if it does not exist
    /// @throws FileSystemException if it cannot be read as a file
    public static void requireReadable(Path file) throws IOException {
        if (!java.nio.file.Files.exists(file)) {
            throw new NoSuchFileException(null, null, "[" + file + "] Cannot open: no such file");
        }
        if (java.nio.file.Files.isDirectory(file)) {
            throw new FileSystemException(null, null, "[" + file + "] Cannot open: it is a directory");
        }
        if (!java.nio.file.Files.isReadable(file)) {
            throw new FileSystemException(null, null, "[" + file + "] Cannot open: permission denied");
        }
    }
}

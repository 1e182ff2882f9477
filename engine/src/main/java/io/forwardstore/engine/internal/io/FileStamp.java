package io.forwardstore.engine.internal.io;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/// By what a file is known again: one that was replaced or written to has another.
///
/// @param key the file system's
/// @param sizeBytes its size
/// @param modified when its content was changed last
public record FileStamp(Object key, long sizeBytes, FileTime modified) {
    /// The stamp of the file that has a name now; null if there is none, or the file system gives files no keys.
    public static @Nullable FileStamp of(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            Object key = attributes.fileKey();
            return key == null ? null : new FileStamp(key, attributes.size(), attributes.lastModifiedTime());
        } catch (IOException _) {
            return null;
        }
    }
}

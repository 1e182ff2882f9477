package io.forwardstore.bufferpool;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/// Which file, in which state: what makes two pages of the same number the same page.
///
/// @param path the real path
/// @param sizeBytes the size
/// @param modified when its content was last changed
/// @param key what the file system tells files apart by, such as device and inode; null if it does not say
record FileIdentity(Path path, long sizeBytes, FileTime modified, @Nullable Object key) {
    static FileIdentity of(Path file) throws IOException {
        Path real = file.toRealPath();
        BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
        return new FileIdentity(real, attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
    }

    /// Checks that the file's content is still the one that was opened.
    ///
    /// A file that was replaced or deleted is: the open descriptor still reads the old one. One that was written to in
    /// place is not.
    ///
    /// @param name the file, as the caller named it
    /// @throws IOException if it was changed
    void requireUnchanged(String name) throws IOException {
        FileIdentity now;
        try {
            now = of(path);
        } catch (IOException _) {
            // Gone from its path.
            return;
        }
        boolean isSameFile = key == null || key.equals(now.key);
        if (isSameFile && (sizeBytes != now.sizeBytes || !modified.equals(now.modified))) {
            throw new IOException(
                    "["
                            + name
                            + "] Cannot read: the file was changed after it was opened ("
                            + sizeBytes
                            + " bytes of "
                            + modified
                            + ", now "
                            + now.sizeBytes
                            + " bytes of "
                            + now.modified
                            + ")");
        }
    }
}

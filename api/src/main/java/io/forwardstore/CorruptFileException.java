package io.forwardstore;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/// A file's bytes are not what its format demands.
///
/// The message reads `[file] Corrupt at byte 1234: expected …`.
public final class CorruptFileException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final long offsetBytes;

    /// @param file the file, as the caller named it
    /// @param offsetBytes where in the file the malformed structure starts
    /// @param expected what the format demands there and what was found
    public CorruptFileException(String file, long offsetBytes, String expected) {
        this(file, offsetBytes, expected, null);
    }

    /// @param file the file, as the caller named it
    /// @param offsetBytes where in the file the malformed structure starts
    /// @param expected what the format demands there and what was found
    /// @param cause the failure that showed it, or null
    public CorruptFileException(String file, long offsetBytes, String expected, @Nullable Throwable cause) {
        super("[" + file + "] Corrupt at byte " + offsetBytes + ": " + expected, cause);
        this.file = file;
        this.offsetBytes = offsetBytes;
    }

    /// The file, as the caller named it.
    public String file() {
        return file;
    }

    /// Where in the file the malformed structure starts, in bytes.
    public long offsetBytes() {
        return offsetBytes;
    }
}

package io.forwardstore.engine.internal.ipc;

import io.forwardstore.CorruptFileException;

import org.jspecify.annotations.Nullable;

/// Says where a file is malformed: every check of one file goes through one of these.
record Corrupt(String file) {
    CorruptFileException at(long offsetBytes, String expected) {
        return at(offsetBytes, expected, null);
    }

    CorruptFileException at(long offsetBytes, String expected, @Nullable Throwable cause) {
        return new CorruptFileException(file, offsetBytes, expected, cause);
    }
}

package io.forwardstore.engine;

import java.nio.file.Path;
import java.util.Locale;

/// The formats that tables are written in.
public enum FileFormat {
    /// The Arrow IPC file format, also called Feather 2: `.arrow`, `.feather`, `.ipc`.
    ARROW,

    /// Apache Parquet: `.parquet`.
    PARQUET;

    /// The format that a file's name asks for.
    ///
    /// @throws IllegalArgumentException if its ending is none of a format written here
    public static FileFormat ofName(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "arrow", "feather", "ipc" -> ARROW;
            case "parquet" -> PARQUET;
            default ->
                    throw new IllegalArgumentException(
                            "["
                                    + file
                                    + "] Cannot tell the format from the file's name:"
                                    + " expected an ending of .arrow, .feather, .ipc or .parquet");
        };
    }
}

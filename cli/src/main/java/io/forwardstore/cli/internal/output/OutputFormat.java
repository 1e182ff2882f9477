package io.forwardstore.cli.internal.output;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.Locale;

/// The forms that rows can be written in.
public enum OutputFormat {
    TABLE,
    CSV,
    JSON,
    ARROW,
    PARQUET;

    /// True for the formats that no person reads.
    boolean isBinary() {
        return this == ARROW || this == PARQUET;
    }

    /// The format that a file's name asks for by its extension, or null if it asks for none.
    static @Nullable OutputFormat ofName(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "csv" -> CSV;
            case "json", "jsonl", "ndjson" -> JSON;
            case "arrow", "feather", "ipc" -> ARROW;
            case "parquet" -> PARQUET;
            default -> null;
        };
    }
}

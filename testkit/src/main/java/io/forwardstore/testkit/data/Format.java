package io.forwardstore.testkit.data;

import io.forwardstore.Capability;

import java.util.Set;

/// What a dataset is handed to a backend as.
public enum Format {
    /// An Arrow IPC file.
    ARROW_IPC,
    /// A Parquet file.
    PARQUET,
    /// Whatever the backend's own `materialize` makes of it.
    OWN;

    /// The formats that a backend of these capabilities reads; [#OWN] if it reads no file.
    public static Set<Format> of(Set<Capability> capabilities) {
        boolean arrow = capabilities.contains(Capability.ARROW_IPC);
        boolean parquet = capabilities.contains(Capability.PARQUET);
        if (arrow) {
            return parquet ? Set.of(ARROW_IPC, PARQUET) : Set.of(ARROW_IPC);
        }
        return Set.of(parquet ? PARQUET : OWN);
    }

    /// True if tables of this format can have such a column. Parquet has no types for unions, runs and intervals, nor
    /// for times in seconds and dates in milliseconds.
    public boolean holds(TypeCase type) {
        return this != PARQUET || ParquetFile.holds(type.field(type.name(), Nulls.SOME));
    }

    /// The usual end of a file's name.
    public String suffix() {
        return switch (this) {
            case ARROW_IPC -> ".arrow";
            case PARQUET -> ".parquet";
            case OWN -> ".table";
        };
    }
}

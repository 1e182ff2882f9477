package io.forwardstore;

/// What a storage backend can do beyond fetch and scan. What a provider does not declare, its stores refuse with
/// [UnsupportedOperationException]; the conformance kit asserts the refusal.
public enum Capability {
    /// Opens Arrow IPC files (`.arrow`, `.feather`).
    ARROW_IPC,
    /// Opens Parquet files.
    PARQUET,
    /// Answers a [WritableForwardStore] from [StorageProvider#create].
    WRITE
}

package io.forwardstore;

/// What a store has done since it was opened. Counts are exact once the calls that they count have returned.
///
/// @param fetches fetches answered
/// @param rowsFetched rows in those answers
/// @param batchesScanned batches answered by scans
/// @param rowsScanned rows in those batches
/// @param bytesShared bytes of batches and results that are the store's own memory, handed out without a copy
/// @param bytesCopied bytes of batches and results that were copied or decoded
/// @param pagesRead pages read, decompressed or decoded
/// @param bytesRead bytes of the file that were read for those pages, before decompression
/// @param residentBytes bytes of memory that the store holds now: mapped, resident or pooled
public record StoreStats(
        long fetches,
        long rowsFetched,
        long batchesScanned,
        long rowsScanned,
        long bytesShared,
        long bytesCopied,
        long pagesRead,
        long bytesRead,
        long residentBytes) {}

package io.forwardstore.engine;

import java.util.SortedSet;

/// How a column lies in its file.
///
/// @param pages data pages in all blocks; those of all leaves for a nested column of a Parquet file
/// @param encodings the encodings of its values, by the format's names; `DICTIONARY`, `RUN_END` or `PLAIN` in Arrow IPC
/// @param compressions its compression codecs, by the format's names; `UNCOMPRESSED` for none
/// @param compressedBytes its bytes in the file, page headers included, but not the dictionaries of Arrow IPC, which
///   columns may share
/// @param uncompressedBytes what those come to once they are decompressed
public record ColumnStorage(
        long pages,
        SortedSet<String> encodings,
        SortedSet<String> compressions,
        long compressedBytes,
        long uncompressedBytes) {}

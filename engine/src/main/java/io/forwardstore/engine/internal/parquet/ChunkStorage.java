package io.forwardstore.engine.internal.parquet;

import io.forwardstore.engine.ColumnStorage;
import io.forwardstore.engine.internal.parquet.format.ColumnChunk;
import io.forwardstore.engine.internal.parquet.format.Encoding;

import java.io.IOException;
import java.util.SortedSet;
import java.util.TreeSet;

/// Adds up what column chunks say of themselves.
final class ChunkStorage {
    private ChunkStorage() {}

    static ColumnStorage of(Iterable<LeafChunk> chunks) throws IOException {
        SortedSet<String> encodings = new TreeSet<>();
        SortedSet<String> compressions = new TreeSet<>();
        long pages = 0;
        long compressedBytes = 0;
        long uncompressedBytes = 0;
        for (LeafChunk chunk : chunks) {
            ColumnChunk metadata = chunk.metadata();
            for (Encoding encoding : metadata.encodings()) {
                encodings.add(encoding.name());
            }
            compressions.add(metadata.codec().name());
            pages += chunk.pages().count();
            compressedBytes += metadata.compressedBytes();
            uncompressedBytes += metadata.uncompressedBytes();
        }
        return new ColumnStorage(pages, encodings, compressions, compressedBytes, uncompressedBytes);
    }
}

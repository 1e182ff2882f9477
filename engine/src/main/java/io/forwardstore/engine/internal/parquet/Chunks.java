package io.forwardstore.engine.internal.parquet;

import io.forwardstore.engine.internal.parquet.format.ColumnChunk;
import io.forwardstore.engine.internal.parquet.schema.Leaf;

import java.io.IOException;

/// Checks a column chunk's metadata when the file is opened.
final class Chunks {
    private Chunks() {}

    static LeafChunk checked(FileContext file, Leaf leaf, ColumnChunk chunk, long firstRow, long rowCount)
            throws IOException {
        if (chunk.filePath() != null) {
            throw new IOException(
                    "["
                            + file.name()
                            + "] Cannot read column '"
                            + leaf.path()
                            + "': its values are in another file, '"
                            + chunk.filePath()
                            + "'");
        }
        if (chunk.encrypted()) {
            throw Footer.encrypted(file.name());
        }
        if (chunk.type() != leaf.type()) {
            throw file.corrupt(
                    file.dataEndBytes(),
                    "values of type "
                            + leaf.type()
                            + " in a column chunk of '"
                            + leaf.path()
                            + "', found "
                            + chunk.type());
        }
        return new LeafChunk(file, leaf, chunk, firstRow, rowCount);
    }
}

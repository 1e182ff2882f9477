package io.forwardstore.engine.internal.parquet;

import java.io.IOException;

/// Gives failures that know neither file nor column their names.
final class Failures {
    private Failures() {}

    static IOException named(LeafChunk chunk, IOException failure) {
        return new IOException(
                "["
                        + chunk.file().name()
                        + "] Cannot read column '"
                        + chunk.leaf().path()
                        + "': "
                        + failure.getMessage(),
                failure);
    }
}

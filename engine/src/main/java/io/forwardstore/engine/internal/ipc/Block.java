package io.forwardstore.engine.internal.ipc;

/// Where a message lies in a file.
///
/// @param offsetBytes where its prefix starts
/// @param metadataBytes prefix, flatbuffer and padding
/// @param bodyBytes the body behind them
record Block(long offsetBytes, int metadataBytes, long bodyBytes) {
    long bodyOffsetBytes() {
        return offsetBytes + metadataBytes;
    }
}

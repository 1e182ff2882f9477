package io.forwardstore.engine.internal.array;

/// A page's content contradicts its format. Thrown where kernels follow what a file says; the store turns it into a
/// [io.forwardstore.CorruptFileException] that names the file.
public final class MalformedPageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long fileOffsetBytes;

    /// @param fileOffsetBytes where in the file the page starts
    /// @param expected what the format demands and what was found
    public MalformedPageException(long fileOffsetBytes, String expected) {
        super(expected);
        this.fileOffsetBytes = fileOffsetBytes;
    }

    /// Where in the file the page starts.
    public long fileOffsetBytes() {
        return fileOffsetBytes;
    }
}

package io.forwardstore.bufferpool;

import io.forwardstore.engine.FileSource;
import io.forwardstore.engine.PageScope;

import java.io.IOException;

/// Bytes of a file that were read at once for several pages; what it does not have it reads from the file.
@FunctionalInterface
interface FileWindow {
    /// As [FileSource#read]; always memory of `scope`.
    long read(long offsetBytes, long bytes, PageScope scope) throws IOException;
}

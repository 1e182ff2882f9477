package io.forwardstore.bufferpool;

import java.io.IOException;

/// Reads pages into memory of the manager.
///
/// @param <T> the content of a page
@FunctionalInterface
interface PageLoader<T> {
    /// @param page the page's number
    /// @param memory where its content goes; lives as long as the content
    T load(int page, LoadScope memory) throws IOException;

    /// What may be touched past the end of each allocation, in bytes: as [io.forwardstore.engine.PageScope] promises.
    default int paddingBytes() {
        return LoadScope.PADDING_BYTES;
    }
}

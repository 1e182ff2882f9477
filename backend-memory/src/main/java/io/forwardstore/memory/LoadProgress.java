package io.forwardstore.memory;

/// Hears how far the loading of a file has come.
@FunctionalInterface
public interface LoadProgress {
    /// Called now and then on the loading thread, and at the end with both numbers equal. What it throws ends the
    /// loading.
    ///
    /// @param loadedBytes bytes of the file loaded so far
    /// @param totalBytes bytes of the file
    void loaded(long loadedBytes, long totalBytes);
}

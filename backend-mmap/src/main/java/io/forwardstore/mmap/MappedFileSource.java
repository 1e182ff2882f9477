package io.forwardstore.mmap;

import io.forwardstore.engine.FileSource;
import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.memory.Memory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/// A file that is mapped as a whole: reading answers addresses in the mapping.
///
/// While the file is being opened, what is read is copied instead where the system allows: see [MappedRegion#read].
///
/// **Threads.** One until [#endOpening], then any number.
///
/// **Ownership.** The file is unmapped when the source is closed and nobody else holds a reference.
final class MappedFileSource implements FileSource {
    private final String name;
    private final MappedRegion region;
    private final AtomicInteger references = new AtomicInteger(1);

    private MappedFileSource(String name, MappedRegion region) {
        this.name = name;
        this.region = region;
    }

    static MappedFileSource open(Path file) throws IOException {
        return new MappedFileSource(file.toString(), MappedRegion.open(file));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long sizeBytes() {
        return region.sizeBytes();
    }

    /// Where the mapping starts.
    long address() {
        return region.address();
    }

    @Override
    public long read(long offsetBytes, long bytes, PageScope scope) throws IOException {
        Objects.checkFromIndexSize(offsetBytes, bytes, region.sizeBytes());
        if (region.isOpening()) {
            long copy = scope.allocate(bytes);
            region.read(name, offsetBytes, bytes, copy);
            return copy;
        }
        return region.address() + offsetBytes;
    }

    /// From here on, reading answers addresses in the mapping.
    void endOpening() {
        region.endOpening();
    }

    @Override
    public long forNativeCode(long address, long bytes, PageScope scratch) {
        long copy = scratch.allocate(bytes);
        Memory.copy(address, copy, bytes);
        Memory.awaitFaults();
        return copy;
    }

    @Override
    public boolean isResident() {
        return true;
    }

    /// Keeps the file mapped until [#close] is called once more.
    ///
    /// @throws IllegalStateException if it is unmapped
    void retain() {
        if (references.getAndUpdate(count -> count == 0 ? 0 : count + 1) == 0) {
            throw new IllegalStateException("[" + name + "] Cannot read: the store is closed");
        }
    }

    @Override
    public void close() {
        if (references.decrementAndGet() == 0) {
            region.close();
        }
    }
}

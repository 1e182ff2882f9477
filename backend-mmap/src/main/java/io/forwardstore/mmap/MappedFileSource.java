package io.forwardstore.mmap;

import io.forwardstore.engine.FileSource;
import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.ReadAhead;
import io.forwardstore.engine.internal.memory.Memory;

import org.jspecify.annotations.Nullable;

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
    private final @Nullable MappedReadAhead readAhead;
    private final AtomicInteger references = new AtomicInteger(1);

    private MappedFileSource(String name, MappedRegion region, @Nullable MappedReadAhead readAhead) {
        this.name = name;
        this.region = region;
        this.readAhead = readAhead;
    }

    /// @param readAhead whether large fetches ask for their pages beforehand
    static MappedFileSource open(Path file, PageControl pages, boolean readAhead) throws IOException {
        MappedRegion region = MappedRegion.open(file);
        return new MappedFileSource(
                file.toString(),
                region,
                readAhead ? new MappedReadAhead(pages, region.address(), region.sizeBytes()) : null);
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

    @Override
    public @Nullable ReadAhead readAhead() {
        return readAhead;
    }

    /// The file was brought into memory.
    void becomeWarm() {
        if (readAhead != null) {
            readAhead.becomeWarm();
        }
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

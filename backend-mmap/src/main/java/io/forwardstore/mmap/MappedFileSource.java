package io.forwardstore.mmap;

import io.forwardstore.engine.FileSource;
import io.forwardstore.engine.Files;
import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.memory.Memory;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/// A file that is mapped as a whole: reading answers addresses in the mapping.
final class MappedFileSource implements FileSource {
    private final String name;
    private final Arena arena;
    private final MemorySegment region;

    private MappedFileSource(String name, Arena arena, MemorySegment region) {
        this.name = name;
        this.arena = arena;
        this.region = region;
    }

    @SuppressWarnings("MustBeClosedChecker") // the source closes its arena
    static MappedFileSource open(Path file) throws IOException {
        Files.requireReadable(file);
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            MemorySegment region = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            return new MappedFileSource(file.toString(), arena, region);
        } catch (Throwable e) {
            arena.close();
            throw e;
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long sizeBytes() {
        return region.byteSize();
    }

    @Override
    public long read(long offsetBytes, long bytes, PageScope scope) {
        Objects.checkFromIndexSize(offsetBytes, bytes, region.byteSize());
        return region.address() + offsetBytes;
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
    public void close() {
        arena.close();
    }
}

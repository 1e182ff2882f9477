package com.example.zipstorage;

import io.forwardstore.engine.FileSource;
import io.forwardstore.engine.PageScope;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Objects;

/// The bytes of one table of an archive: a mapping or an inflated copy, which the arena frees.
final class ZipEntrySource implements FileSource {
    private final String name;
    private final Arena arena;
    private final MemorySegment bytes;

    private ZipEntrySource(String name, Arena arena, MemorySegment bytes) {
        this.name = name;
        this.arena = arena;
        this.bytes = bytes;
    }

    /// @param table the path of an archive, or one that goes on inside it
    /// @param maxInflatedBytes the most bytes that may be inflated
    static ZipEntrySource open(Path table, long maxInflatedBytes) throws IOException {
        Arena arena = Arena.ofShared();
        try (ZipArchive archive = ZipArchive.open(table)) {
            return new ZipEntrySource(table.toString(), arena, archive.bytes(maxInflatedBytes, arena));
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
        return bytes.byteSize();
    }

    @Override
    public long read(long offsetBytes, long bytes, PageScope scope) {
        Objects.checkFromIndexSize(offsetBytes, bytes, sizeBytes());
        return this.bytes.address() + offsetBytes;
    }

    @Override
    public long forNativeCode(long address, long bytes, PageScope scratch) {
        if (!this.bytes.isMapped()) {
            return address;
        }
        long copy = scratch.allocate(bytes);
        MemorySegment source = this.bytes.asSlice(address - this.bytes.address(), bytes);
        MemorySegment.ofAddress(copy).reinterpret(bytes).copyFrom(source);
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

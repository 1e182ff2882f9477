package io.forwardstore.engine;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Objects;

/// A file that is mapped read-only, so that a write to what should be shared cannot go unnoticed; or any bytes in
/// native memory, under a file's name.
public final class ResidentFileSource implements FileSource {
    private final String name;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment bytes;

    private ResidentFileSource(Path file) throws IOException {
        this.name = file.toString();
        try (FileChannel channel = FileChannel.open(file)) {
            this.bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
        }
    }

    public ResidentFileSource(String name, byte[] content) {
        this.name = name;
        this.bytes = arena.allocate(Math.max(1, content.length), 64).asSlice(0, content.length);
        MemorySegment.copy(MemorySegment.ofArray(content), 0, bytes, 0, content.length);
    }

    public static ResidentFileSource open(Path file) throws IOException {
        return new ResidentFileSource(file);
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
    public long read(long offsetBytes, long count, PageScope scope) {
        Objects.checkFromIndexSize(offsetBytes, count, bytes.byteSize());
        return bytes.address() + offsetBytes;
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

package io.forwardstore.mmap;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A whole file in memory.
///
/// Where the system's calls are at hand, the mapping is private and writable: who writes into a batch that shares it
/// changes what this process sees of the file and nothing else. In a read-only mapping such a write would end the JVM.
///
/// **Ownership.** Whoever opens a region closes it, once, when nobody uses its addresses any more.
sealed interface MappedRegion {
    /// Where the file starts.
    long address();

    /// The file's size when it was mapped, in bytes.
    long sizeBytes();

    /// Unmaps the file.
    void close();

    /// Maps a file. No descriptor stays open.
    static MappedRegion open(Path file) throws IOException {
        LibC calls = LibC.instance();
        if (calls != null && file.getFileSystem().equals(FileSystems.getDefault())) {
            LibC.Mapped mapped = calls.map(systemPath(file));
            if (mapped != null) {
                return new Private(calls, mapped.address(), mapped.bytes());
            }
        }
        return openReadOnly(file);
    }

    /// Maps a file by the means of the JDK, which also knows how to say why a file cannot be mapped.
    @SuppressWarnings("MustBeClosedChecker") // the region closes its arena
    private static MappedRegion openReadOnly(Path file) throws IOException {
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return new ReadOnly(arena, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena));
        } catch (Throwable e) {
            arena.close();
            throw e;
        }
    }

    /// A path's own bytes: not every one can be written as characters, but a URI escapes all.
    private static byte[] systemPath(Path file) {
        String escaped = file.toUri().getRawPath();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(escaped.length());
        for (int i = 0; i < escaped.length(); i++) {
            char c = escaped.charAt(i);
            if (c == '%') {
                bytes.write(Integer.parseInt(escaped, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.write(c);
            }
        }
        return bytes.toByteArray();
    }

    /// A private mapping made by system calls.
    record Private(LibC calls, long address, long sizeBytes) implements MappedRegion {
        @Override
        public void close() {
            calls.unmap(address, sizeBytes);
        }
    }

    /// A read-only mapping made by the JDK.
    record ReadOnly(Arena arena, MemorySegment segment) implements MappedRegion {
        @Override
        public long address() {
            return segment.address();
        }

        @Override
        public long sizeBytes() {
            return segment.byteSize();
        }

        @Override
        public void close() {
            arena.close();
        }
    }
}

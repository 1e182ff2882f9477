package io.forwardstore.mmap;

import io.forwardstore.engine.Files;

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
sealed interface MappedRegion permits MappedRegion.ReadOnly, PrivateRegion {
    /// Where the file starts.
    long address();

    /// The file's size when it was mapped, in bytes.
    long sizeBytes();

    /// True if [#read] works: until [#endOpening] where the system's calls are at hand.
    boolean isOpening();

    /// Copies bytes of the file, without touching the mapping: a page that is touched for the first time costs more
    /// than a small read, and what is read while a file is opened is looked at once.
    ///
    /// @param name the file, for messages
    /// @param target memory for the bytes
    void read(String name, long offsetBytes, long bytes, long target) throws IOException;

    /// Closes the descriptor that [#read] needs.
    void endOpening();

    /// Unmaps the file.
    void close();

    /// Maps a file.
    static MappedRegion open(Path file) throws IOException {
        LibC calls = LibC.instance();
        if (calls != null && file.getFileSystem().equals(FileSystems.getDefault())) {
            int descriptor = calls.open(systemPath(file));
            if (descriptor >= 0) {
                LibC.Mapped mapped = calls.map(descriptor);
                if (mapped != null) {
                    return new PrivateRegion(calls, descriptor, mapped);
                }
                calls.close(descriptor);
            }
        }
        Files.requireReadable(file);
        return openReadOnly(file);
    }

    /// Maps a file by the means of the JDK, which also knows how to say why a file cannot be mapped.
    @SuppressWarnings("MustBeClosedChecker") // the region closes its arena
    static ReadOnly openReadOnly(Path file) throws IOException {
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
        public boolean isOpening() {
            return false;
        }

        @Override
        public void read(String name, long offsetBytes, long bytes, long target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void endOpening() {
            // no descriptor is kept
        }

        @Override
        public void close() {
            arena.close();
        }
    }
}

package com.example.zipstorage;

import io.forwardstore.CorruptFileException;
import io.forwardstore.engine.Files;

import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/// An open archive and the path in it that was asked for.
final class ZipArchive implements Closeable {
    private static final int CHUNK_BYTES = 1 << 16;

    /// Arrow buffers are read as whole words: a table that does not begin at one is copied instead of mapped.
    private static final int ALIGNMENT_BYTES = 8;

    /// What Arrow recommends for buffers in memory.
    private static final int COPY_ALIGNMENT_BYTES = 64;

    /// Deflate packs no more bytes than this into one.
    private static final int MAX_INFLATION = 1032;

    private final Path table;
    private final String path;
    private final FileChannel channel;
    private final ZipFile zip;

    private ZipArchive(Path table, String path, FileChannel channel, ZipFile zip) {
        this.table = table;
        this.path = path;
        this.channel = channel;
        this.zip = zip;
    }

    static ZipArchive open(Path table) throws IOException {
        Path archive = archiveOf(table);
        Files.requireReadable(archive);
        FileChannel channel = FileChannel.open(archive, StandardOpenOption.READ);
        try {
            return new ZipArchive(table, pathWithin(archive, table), channel, read(table, channel));
        } catch (Throwable e) {
            channel.close();
            throw e;
        }
    }

    /// The file that the path leads to or through.
    private static Path archiveOf(Path table) {
        for (Path path = table; path != null; path = path.getParent()) {
            if (java.nio.file.Files.isRegularFile(path)) {
                return path;
            }
        }
        return table;
    }

    /// What follows the archive, as zip archives write it.
    private static String pathWithin(Path archive, Path table) {
        return StreamSupport.stream(table.spliterator(), false)
                .skip(archive.getNameCount())
                .map(Path::toString)
                .collect(Collectors.joining("/"));
    }

    private static ZipFile read(Path table, FileChannel channel) throws IOException {
        try {
            return ZipFile.builder().setSeekableByteChannel(channel).get();
        } catch (IOException | RuntimeException e) {
            throw corrupt(table, 0, "expected a zip archive: " + e.getMessage(), e);
        }
    }

    /// The table's bytes: mapped where the archive holds them as they are, else copied and checked.
    ///
    /// @param maxInflatedBytes the most bytes that may be inflated
    /// @param arena what the bytes live as long as
    MemorySegment bytes(long maxInflatedBytes, Arena arena) throws IOException {
        ZipArchiveEntry entry = entry();
        long offsetBytes = entry.getDataOffset();
        long packedBytes = entry.getCompressedSize();
        long sizeBytes = entry.getSize();
        if (offsetBytes < 0 || packedBytes < 0 || packedBytes > channel.size() - offsetBytes) {
            throw corrupt(table, 0, packedBytes + " bytes at " + offsetBytes + " are not all in the archive", null);
        }
        if (entry.getGeneralPurposeBit().usesEncryption()) {
            throw new IOException("[" + table + "] Cannot open: the table is encrypted");
        }
        return switch (entry.getMethod()) {
            case ZipArchiveEntry.STORED -> {
                if (sizeBytes != packedBytes) {
                    throw corrupt(table, offsetBytes, sizeBytes + " bytes are stored in " + packedBytes, null);
                }
                yield offsetBytes % ALIGNMENT_BYTES == 0
                        ? channel.map(FileChannel.MapMode.READ_ONLY, offsetBytes, sizeBytes, arena)
                        : copy(entry, arena);
            }
            case ZipArchiveEntry.DEFLATED -> {
                requireInflatable(sizeBytes, packedBytes, maxInflatedBytes);
                yield copy(entry, arena);
            }
            default ->
                    throw new IOException(
                            "["
                                    + table
                                    + "] Cannot open: compression method "
                                    + entry.getMethod()
                                    + " is neither stored (0) nor deflated (8)");
        };
    }

    private ZipArchiveEntry entry() throws IOException {
        List<ZipArchiveEntry> files =
                Collections.list(zip.getEntries()).stream().filter(entry -> !entry.isDirectory()).toList();
        List<ZipArchiveEntry> found =
                path.isEmpty() ? files : files.stream().filter(entry -> entry.getName().equals(path)).toList();
        if (found.size() == 1) {
            return found.getFirst();
        }
        String available = files.stream().map(ZipArchiveEntry::getName).collect(Collectors.joining(", "));
        String reason =
                found.isEmpty() ? "no such file in the archive" : "the archive holds " + found.size() + " such files";
        throw new NoSuchFileException(
                null, null, "[" + table + "] Cannot open: " + reason + ". Available: " + available);
    }

    private void requireInflatable(long sizeBytes, long packedBytes, long maxInflatedBytes) throws IOException {
        if (sizeBytes < 0 || sizeBytes / MAX_INFLATION > packedBytes) {
            throw corrupt(table, 0, packedBytes + " bytes cannot inflate to " + sizeBytes, null);
        }
        if (sizeBytes > maxInflatedBytes) {
            throw new IOException(
                    "["
                            + table
                            + "] Cannot open: the table inflates to "
                            + sizeBytes
                            + " bytes, more than the "
                            + maxInflatedBytes
                            + " of "
                            + ZipStorageProvider.MAX_INFLATED.key());
        }
    }

    private MemorySegment copy(ZipArchiveEntry entry, Arena arena) throws IOException {
        MemorySegment target = allocate(entry.getSize(), arena);
        CRC32 checksum = new CRC32();
        try (InputStream input = new CheckedInputStream(zip.getInputStream(entry), checksum)) {
            byte[] chunk = new byte[CHUNK_BYTES];
            long filled = 0;
            for (int count = input.read(chunk); count >= 0; count = input.read(chunk)) {
                MemorySegment.copy(chunk, 0, target, ValueLayout.JAVA_BYTE, filled, count);
                filled += count;
            }
            if (filled != target.byteSize() || checksum.getValue() != entry.getCrc()) {
                throw new IOException("size or checksum differ from what the archive says");
            }
        } catch (IOException | RuntimeException e) {
            throw corrupt(table, entry.getDataOffset(), "expected " + entry.getSize() + " bytes: " + e.getMessage(), e);
        }
        return target;
    }

    private MemorySegment allocate(long sizeBytes, Arena arena) throws IOException {
        try {
            return arena.allocate(sizeBytes, COPY_ALIGNMENT_BYTES);
        } catch (OutOfMemoryError e) {
            throw new IOException("[" + table + "] Cannot open: no memory for " + sizeBytes + " bytes", e);
        }
    }

    private static CorruptFileException corrupt(Path table, long offsetBytes, String expected, Exception cause) {
        return new CorruptFileException(table.toString(), offsetBytes, expected, cause);
    }

    @Override
    public void close() throws IOException {
        zip.close();
        channel.close();
    }
}

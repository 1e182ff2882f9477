package io.forwardstore.engine.internal.parquet;

import io.forwardstore.CorruptFileException;
import io.forwardstore.engine.FileSource;
import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.array.MalformedPageException;
import io.forwardstore.engine.internal.memory.Memory;
import io.forwardstore.engine.internal.parquet.format.CompactReader;
import io.forwardstore.engine.internal.parquet.format.FileMetadata;
import io.forwardstore.engine.internal.store.AllocatorScope;

import org.apache.arrow.memory.BufferAllocator;

import java.io.IOException;

/// A file's footer and where it starts (Parquet specification, "File format").
record Footer(FileMetadata metadata, long offsetBytes) {
    /// "PAR1", little-endian.
    private static final int MAGIC = 0x31524150;

    /// "PARE": the footer is encrypted.
    private static final int ENCRYPTED_MAGIC = 0x45524150;

    private static final int TAIL_BYTES = 2 * Integer.BYTES;
    private static final int MIN_FILE_BYTES = Integer.BYTES + TAIL_BYTES;

    static boolean beginsFile(FileSource source, PageScope scope) throws IOException {
        if (source.sizeBytes() < Integer.BYTES) {
            return false;
        }
        int magic = Memory.getInt(source.read(0, Integer.BYTES, scope));
        return magic == MAGIC || magic == ENCRYPTED_MAGIC;
    }

    static Footer read(FileSource source, BufferAllocator allocator) throws IOException {
        long size = source.sizeBytes();
        if (size < MIN_FILE_BYTES) {
            throw new CorruptFileException(
                    source.name(),
                    0,
                    "expected a Parquet file of at least " + MIN_FILE_BYTES + " bytes, found " + size);
        }
        try (AllocatorScope scope = new AllocatorScope(allocator)) {
            long tail = source.read(size - TAIL_BYTES, TAIL_BYTES, scope);
            int magic = Memory.getInt(tail + Integer.BYTES);
            if (magic == ENCRYPTED_MAGIC) {
                throw encrypted(source.name());
            }
            if (magic != MAGIC) {
                throw new CorruptFileException(source.name(), size - Integer.BYTES, "expected the magic bytes PAR1");
            }
            long bytes = Integer.toUnsignedLong(Memory.getInt(tail));
            if (bytes > size - MIN_FILE_BYTES) {
                throw new CorruptFileException(
                        source.name(),
                        size - TAIL_BYTES,
                        "expected a footer within the file, found one of " + bytes + " bytes");
            }
            long offset = size - TAIL_BYTES - bytes;
            FileMetadata metadata =
                    FileMetadata.read(new CompactReader(source.read(offset, bytes, scope), bytes, offset));
            if (metadata.encrypted()) {
                throw encrypted(source.name());
            }
            return new Footer(metadata, offset);
        } catch (MalformedPageException e) {
            throw new CorruptFileException(source.name(), e.fileOffsetBytes(), String.valueOf(e.getMessage()), e);
        }
    }

    static IOException encrypted(String file) {
        return new IOException("[" + file + "] Cannot read: the file is encrypted, which is not supported");
    }
}

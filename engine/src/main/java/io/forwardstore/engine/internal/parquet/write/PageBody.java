package io.forwardstore.engine.internal.parquet.write;

import io.forwardstore.engine.internal.memory.GrowingBuffer;
import io.forwardstore.engine.internal.memory.Memory;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.Type;
import org.jspecify.annotations.Nullable;

import java.io.IOException;

/// The bytes of one data page as they go to the file: levels, then values.
///
/// Values are stored in whatever is smallest without costing readers for nothing: compressed only where that saves
/// something, integers as packed differences where these are smaller still.
///
/// **State.** The page at hand. **Threads.** One at a time. **Ownership.** Owns its memory until [#close], not the
/// compressor.
final class PageBody implements AutoCloseable {
    /// What compression must reach for a page to be stored compressed: less is not worth what reading it costs.
    private static final double COMPRESSED_SHARE = 0.95;

    private final PageCompressor compressor;
    private final GrowingBuffer data;
    private final GrowingBuffer stored;
    private final @Nullable DeltaEncoder deltas;
    private int repetitionBytes;
    private int definitionBytes;
    private int dataBytes;
    private boolean isCompressed;

    PageBody(LeafType type, PageCompressor compressor, BufferAllocator allocator) {
        this.compressor = compressor;
        this.data = new GrowingBuffer(allocator);
        this.stored = new GrowingBuffer(allocator);
        boolean isInteger = type.physical() == Type.INT32 || type.physical() == Type.INT64;
        // An uncompressed file is for readers that share its pages as they are.
        boolean packs = isInteger && compressor.codec() != CompressionCodec.UNCOMPRESSED;
        this.deltas = packs ? new DeltaEncoder(type.plainBytes()) : null;
    }

    int repetitionBytes() {
        return repetitionBytes;
    }

    int definitionBytes() {
        return definitionBytes;
    }

    /// The bytes of levels and encoded values, before compression.
    int uncompressedBytes() {
        return repetitionBytes + definitionBytes + dataBytes;
    }

    boolean isCompressed() {
        return isCompressed;
    }

    long address() {
        return stored.address();
    }

    int storedBytes() {
        return Math.toIntExact(stored.sizeBytes());
    }

    /// Begins a page with its levels, a byte each.
    void begin(LeafPath leaf, long repetitions, long definitions, int entryCount) {
        stored.truncate(0);
        repetitionBytes = addLevels(repetitions, entryCount, leaf.repetition());
        definitionBytes = addLevels(definitions, entryCount, leaf.definition());
    }

    private int addLevels(long levels, int count, int maximum) {
        if (maximum == 0) {
            return 0;
        }
        long start = stored.sizeBytes();
        HybridEncoder.encodeLevels(levels, count, maximum, stored);
        return Math.toIntExact(stored.sizeBytes() - start);
    }

    /// Ends the page with indices into a dictionary, four bytes each.
    void endWithIndices(long indices, int count, int indexBits) throws IOException {
        data.truncate(0);
        data.appendByte((byte) indexBits);
        HybridEncoder.encodeIndices(indices, count, indexBits, data);
        store();
    }

    /// Ends the page with booleans, a byte each.
    void endWithBooleans(long values, int count) throws IOException {
        data.truncate(0);
        int bytes = Math.ceilDiv(count, Byte.SIZE);
        long target = data.extend(bytes);
        Memory.fill(target, bytes, (byte) 0);
        for (int i = 0; i < count; i++) {
            if (Memory.getByte(values + i) != 0) {
                long at = target + i / Byte.SIZE;
                Memory.putByte(at, (byte) (Memory.getByte(at) | 1 << (i % Byte.SIZE)));
            }
        }
        store();
    }

    /// Ends the page with values in PLAIN encoding.
    ///
    /// @return the encoding that they have in the end
    Encoding endWithValues(long values, long bytes, int count) throws IOException {
        data.truncate(0);
        data.append(values, bytes);
        store();
        if (deltas == null || count == 0) {
            return Encoding.PLAIN;
        }
        long plainStored = stored.sizeBytes() - repetitionBytes - definitionBytes;
        data.truncate(0);
        deltas.encode(values, count, data);
        if (data.sizeBytes() >= plainStored) {
            return Encoding.PLAIN;
        }
        stored.truncate(stored.sizeBytes() - plainStored);
        stored.append(data.address(), data.sizeBytes());
        dataBytes = Math.toIntExact(data.sizeBytes());
        isCompressed = false;
        return Encoding.DELTA_BINARY_PACKED;
    }

    /// Puts the data behind the levels.
    private void store() throws IOException {
        dataBytes = Math.toIntExact(data.sizeBytes());
        isCompressed = false;
        if (dataBytes > 0 && compressor.codec() != CompressionCodec.UNCOMPRESSED) {
            long start = stored.sizeBytes();
            compressor.compress(data.address(), dataBytes, stored);
            isCompressed = stored.sizeBytes() - start <= COMPRESSED_SHARE * dataBytes;
            if (isCompressed) {
                return;
            }
            stored.truncate(start);
        }
        stored.append(data.address(), dataBytes);
    }

    @Override
    public void close() {
        data.close();
        stored.close();
    }
}

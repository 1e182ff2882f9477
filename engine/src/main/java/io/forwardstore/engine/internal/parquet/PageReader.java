package io.forwardstore.engine.internal.parquet;

import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.array.MalformedPageException;
import io.forwardstore.engine.internal.event.PageLoadEvent;
import io.forwardstore.engine.internal.memory.Memory;
import io.forwardstore.engine.internal.parquet.codec.Decompressor;
import io.forwardstore.engine.internal.parquet.decode.DictionaryValues;
import io.forwardstore.engine.internal.parquet.decode.HybridReader;
import io.forwardstore.engine.internal.parquet.decode.ValueDecoder;
import io.forwardstore.engine.internal.parquet.decode.ValueDecoders;
import io.forwardstore.engine.internal.parquet.format.Codec;
import io.forwardstore.engine.internal.parquet.format.CompactReader;
import io.forwardstore.engine.internal.parquet.format.Encoding;
import io.forwardstore.engine.internal.parquet.format.PageHeader;
import io.forwardstore.engine.internal.parquet.format.PhysicalType;
import io.forwardstore.engine.internal.parquet.schema.Leaf;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.zip.CRC32;

/// Opens pages: reads, checks and decompresses them, and finds their levels and values.
final class PageReader {
    private PageReader() {}

    /// Opens a data page.
    ///
    /// @param dictionary the chunk's dictionary, null if it has none
    /// @param scope keeps the page valid
    static LeafPage open(LeafChunk chunk, int page, @Nullable DictionaryValues dictionary, PageScope scope)
            throws IOException {
        PageLoadEvent event = PageLoadEvent.start();
        LeafPage open = read(chunk, page, dictionary, scope);
        if (event != null) {
            event.finish(chunk.file().name(), chunk.leaf().path(), open.valueCount(), chunk.pages().bytes()[page]);
        }
        return open;
    }

    private static LeafPage read(LeafChunk chunk, int page, @Nullable DictionaryValues dictionary, PageScope scope)
            throws IOException {
        ChunkPages pages = chunk.pages();
        long offset = pages.offsetBytes()[page];
        int bytes = pages.bytes()[page];
        long address = chunk.file().source().read(offset, bytes, scope);
        chunk.file().reads().countPage(bytes);
        PageHeader header = PageHeader.read(new CompactReader(address, bytes, offset));
        Body body = Body.of(chunk, header, address, bytes, offset, scope);
        return switch (header.kind()) {
            case DATA -> openVersion1(chunk, header, body, dictionary, scope);
            case DATA_V2 -> openVersion2(chunk, header, body, dictionary, scope);
            default ->
                    throw new MalformedPageException(
                            offset, "expected a data page, found one of kind " + header.kind());
        };
    }

    /// Reads a dictionary page; its values lie in the scope's memory.
    static DictionaryValues openDictionary(LeafChunk chunk, PageScope scope) throws IOException {
        try (PageScope scratch = scope.scratch()) {
            return openDictionary(chunk, scope, scratch);
        }
    }

    private static DictionaryValues openDictionary(LeafChunk chunk, PageScope scope, PageScope scratch)
            throws IOException {
        ChunkPages pages = chunk.pages();
        long offset = pages.dictionaryOffsetBytes();
        int bytes = pages.dictionaryBytes();
        long address = chunk.file().source().read(offset, bytes, scratch);
        chunk.file().reads().countPage(bytes);
        PageHeader header = PageHeader.read(new CompactReader(address, bytes, offset));
        if (header.kind() != PageHeader.Kind.DICTIONARY) {
            throw new MalformedPageException(offset, "expected a dictionary page, found one of kind " + header.kind());
        }
        if (header.encoding() != Encoding.PLAIN && header.encoding() != Encoding.PLAIN_DICTIONARY) {
            throw new MalformedPageException(offset, "expected a PLAIN dictionary, found " + header.encoding());
        }
        Body body = Body.of(chunk, header, address, bytes, offset, scratch);
        int uncompressedBytes = header.uncompressedBytes();
        Leaf leaf = chunk.leaf();
        int count = header.valueCount();
        boolean hasLengths = leaf.type() == PhysicalType.BYTE_ARRAY;
        if (hasLengths && count > uncompressedBytes / Integer.BYTES) {
            throw new MalformedPageException(
                    offset, "expected " + count + " dictionary values, found " + uncompressedBytes + " bytes");
        }
        return ValueDecoders.dictionaryOf(
                new ValueDecoders.Source(
                        leaf.type(),
                        leaf.width(),
                        body.owned(uncompressedBytes, scope),
                        uncompressedBytes,
                        count,
                        null,
                        scratch,
                        offset),
                hasLengths ? scope.allocate((long) count * Integer.BYTES) : 0);
    }

    private static LeafPage openVersion1(
            LeafChunk chunk, PageHeader header, Body body, @Nullable DictionaryValues dictionary, PageScope scope)
            throws IOException {
        Leaf leaf = chunk.leaf();
        long address = body.decompressed(header.uncompressedBytes(), scope);
        Levels levels = new Levels(address, header.uncompressedBytes(), header.valueCount(), body.fileOffsetBytes);
        HybridReader repetition =
                leaf.maxRepetition() == 0
                        ? null
                        : levels.next(leaf.maxRepetition(), header.repetitionEncoding(), scope);
        HybridReader definition =
                leaf.maxDefinition() == 0
                        ? null
                        : levels.next(leaf.maxDefinition(), header.definitionEncoding(), scope);
        ValueDecoder values = values(leaf, header, levels.at, levels.end - levels.at, dictionary, scope, body);
        return new LeafPage(
                header.valueCount(), repetition, definition, values, !body.isCompressed(), body.fileOffsetBytes);
    }

    private static LeafPage openVersion2(
            LeafChunk chunk, PageHeader header, Body body, @Nullable DictionaryValues dictionary, PageScope scope)
            throws IOException {
        Leaf leaf = chunk.leaf();
        long at = body.address;
        HybridReader repetition =
                leaf.maxRepetition() == 0
                        ? null
                        : levels(at, header.repetitionBytes(), leaf.maxRepetition(), body.fileOffsetBytes);
        at += header.repetitionBytes();
        HybridReader definition =
                leaf.maxDefinition() == 0
                        ? null
                        : levels(at, header.definitionBytes(), leaf.maxDefinition(), body.fileOffsetBytes);
        int levelBytes = header.repetitionBytes() + header.definitionBytes();
        Body valueBody = body.from(levelBytes, header.compressed());
        int valueBytes = header.uncompressedBytes() - levelBytes;
        long address = valueBody.decompressed(valueBytes, scope);
        ValueDecoder values = values(leaf, header, address, valueBytes, dictionary, scope, body);
        return new LeafPage(
                header.valueCount(), repetition, definition, values, !valueBody.isCompressed(), body.fileOffsetBytes);
    }

    private static HybridReader levels(long address, int bytes, int max, long fileOffsetBytes) {
        return new HybridReader(address, bytes, HybridReader.bitWidthOf(max), fileOffsetBytes);
    }

    private static ValueDecoder values(
            Leaf leaf,
            PageHeader header,
            long address,
            long bytes,
            @Nullable DictionaryValues dictionary,
            PageScope scope,
            Body body) {
        return ValueDecoders.of(
                header.encoding(),
                new ValueDecoders.Source(
                        leaf.type(),
                        leaf.width(),
                        address,
                        bytes,
                        header.valueCount(),
                        dictionary,
                        scope,
                        body.fileOffsetBytes));
    }

    /// A page's bytes behind its header.
    ///
    /// @param codec how they are compressed
    private record Body(LeafChunk chunk, Codec codec, long address, int bytes, long fileOffsetBytes) {
        static Body of(LeafChunk chunk, PageHeader header, long address, int pageBytes, long offset, PageScope scope) {
            if (header.compressedBytes() > pageBytes - header.headerBytes()) {
                throw new MalformedPageException(
                        offset,
                        "expected a page of "
                                + (pageBytes - header.headerBytes())
                                + " bytes, found "
                                + header.compressedBytes());
            }
            Body body =
                    new Body(chunk, chunk.codec(), address + header.headerBytes(), header.compressedBytes(), offset);
            if (chunk.file().verifiesChecksums() && header.crc() != PageHeader.NO_CRC) {
                body.verify(header.crc(), scope);
            }
            return body;
        }

        private void verify(long expected, PageScope scope) {
            CRC32 crc = new CRC32();
            try (PageScope scratch = scope.scratch()) {
                crc.update(Memory.asByteBuffer(forNativeCode(scratch), bytes));
            }
            if (crc.getValue() != expected) {
                throw new MalformedPageException(
                        fileOffsetBytes,
                        "expected a page with checksum "
                                + Long.toHexString(expected)
                                + ", found "
                                + Long.toHexString(crc.getValue()));
            }
        }

        boolean isCompressed() {
            return codec != Codec.UNCOMPRESSED;
        }

        /// The part behind the levels of a page of version 2.
        Body from(int skippedBytes, boolean compressed) {
            return new Body(
                    chunk,
                    compressed ? codec : Codec.UNCOMPRESSED,
                    address + skippedBytes,
                    bytes - skippedBytes,
                    fileOffsetBytes);
        }

        /// Where the compressed bytes stand for a codec.
        private long forNativeCode(PageScope scratch) {
            return chunk.file().source().forNativeCode(address, bytes, scratch);
        }

        /// Where the content stands, in memory of the scope: content that is checked once and followed many times must
        /// not change with the file.
        long owned(int uncompressedBytes, PageScope scope) throws IOException {
            long content = decompressed(uncompressedBytes, scope);
            if (isCompressed() || uncompressedBytes == 0) {
                return content;
            }
            long copy = scope.allocate(uncompressedBytes);
            Memory.copy(content, copy, uncompressedBytes);
            return copy;
        }

        /// Where the content stands.
        ///
        /// @param scope for decompressed content
        long decompressed(int uncompressedBytes, PageScope scope) throws IOException {
            if (uncompressedBytes == 0) {
                // Some writers leave nothing, which is no valid stream of most codecs.
                return address;
            }
            if (codec == Codec.UNCOMPRESSED) {
                if (bytes != uncompressedBytes) {
                    throw new MalformedPageException(
                            fileOffsetBytes, "expected a page of " + uncompressedBytes + " bytes, found " + bytes);
                }
                return address;
            }
            try (PageScope scratch = scope.scratch()) {
                Decompressor decompressor = Decompressor.of(codec);
                if (uncompressedBytes / decompressor.maxRatio() > bytes) {
                    throw new MalformedPageException(
                            fileOffsetBytes,
                            "expected a size that "
                                    + bytes
                                    + " bytes of "
                                    + codec
                                    + " can have, found "
                                    + uncompressedBytes);
                }
                long target = scope.allocate(uncompressedBytes);
                decompressor.decompress(forNativeCode(scratch), bytes, target, uncompressedBytes, fileOffsetBytes);
                return target;
            } catch (IOException e) {
                throw Failures.named(chunk, e);
            }
        }
    }

    /// Walks over the levels at the head of a page of version 1.
    private static final class Levels {
        private final long end;
        private final int valueCount;
        private final long fileOffsetBytes;
        private long at;

        Levels(long address, int bytes, int valueCount, long fileOffsetBytes) {
            this.at = address;
            this.end = address + bytes;
            this.valueCount = valueCount;
            this.fileOffsetBytes = fileOffsetBytes;
        }

        HybridReader next(int max, Encoding encoding, PageScope scope) {
            return switch (encoding) {
                case RLE -> nextHybrid(max);
                case BIT_PACKED -> nextPacked(max, scope);
                default ->
                        throw new MalformedPageException(
                                fileOffsetBytes, "expected levels encoded as RLE or BIT_PACKED, found " + encoding);
            };
        }

        private HybridReader nextHybrid(int max) {
            long bytes = end - at < Integer.BYTES ? -1 : Memory.getInt(at);
            if (bytes < 0 || bytes > end - at - Integer.BYTES) {
                throw new MalformedPageException(
                        fileOffsetBytes, "expected levels within the page, found " + bytes + " bytes");
            }
            long start = at + Integer.BYTES;
            at = start + bytes;
            return levels(start, (int) bytes, max, fileOffsetBytes);
        }

        /// The deprecated encoding packs from the most significant bit on; its levels are packed anew.
        private HybridReader nextPacked(int max, PageScope scope) {
            int width = HybridReader.bitWidthOf(max);
            long bytes = ((long) valueCount * width + Byte.SIZE - 1) / Byte.SIZE;
            if (bytes > end - at) {
                throw new MalformedPageException(
                        fileOffsetBytes, "expected " + bytes + " bytes of levels, found " + (end - at));
            }
            long target = scope.allocate(bytes);
            Memory.fill(target, bytes, (byte) 0);
            for (long i = 0; i < valueCount; i++) {
                for (int bit = 0; bit < width; bit++) {
                    long from = i * width + bit;
                    if ((Memory.getByte(at + (from >>> 3)) >>> (7 - (from & 7)) & 1) != 0) {
                        long to = i * width + (width - 1 - bit);
                        long byteAt = target + (to >>> 3);
                        Memory.putByte(byteAt, (byte) (Memory.getByte(byteAt) | 1 << (to & 7)));
                    }
                }
            }
            at += bytes;
            return HybridReader.ofPacked(target, bytes, width, valueCount, fileOffsetBytes);
        }
    }
}

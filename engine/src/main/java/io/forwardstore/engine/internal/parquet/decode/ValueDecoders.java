package io.forwardstore.engine.internal.parquet.decode;

import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.array.MalformedPageException;
import io.forwardstore.engine.internal.memory.Memory;
import io.forwardstore.engine.internal.parquet.format.Encoding;
import io.forwardstore.engine.internal.parquet.format.PhysicalType;

import org.jspecify.annotations.Nullable;

/// Picks the decoder of a page's values.
public final class ValueDecoders {
    private ValueDecoders() {}

    /// What a page's values are and where they lie.
    ///
    /// @param width the width of a value of fixed width
    /// @param maxCount the most values that the page may hold
    /// @param dictionary the chunk's dictionary, null if it has none
    /// @param scratch memory for as long as the page is read
    public record Source(
            PhysicalType type,
            int width,
            long address,
            long bytes,
            int maxCount,
            @Nullable DictionaryValues dictionary,
            PageScope scratch,
            long fileOffsetBytes) {
        private MalformedPageException unsupported(Encoding encoding) {
            return new MalformedPageException(
                    fileOffsetBytes, "expected an encoding that " + type + " values can have, found " + encoding);
        }
    }

    /// A decoder at the page's first value.
    public static ValueDecoder of(Encoding encoding, Source source) {
        return switch (source.type) {
            case BOOLEAN -> ofBits(encoding, source);
            case BYTE_ARRAY -> ofBytes(encoding, source);
            default -> ofFixed(encoding, source);
        };
    }

    private static BitDecoder ofBits(Encoding encoding, Source source) {
        return switch (encoding) {
            case PLAIN -> new PlainBits(source.address, source.bytes, source.fileOffsetBytes);
            case RLE -> new HybridBits(ofLengthPrefixed(source));
            default -> throw source.unsupported(encoding);
        };
    }

    private static HybridReader ofLengthPrefixed(Source source) {
        if (source.bytes == 0) {
            return new HybridReader(source.address, 0, 1, source.fileOffsetBytes);
        }
        long length = source.bytes < Integer.BYTES ? -1 : Memory.getInt(source.address);
        if (length < 0 || length > source.bytes - Integer.BYTES) {
            throw new MalformedPageException(
                    source.fileOffsetBytes,
                    "expected run-length encoded booleans within the page, found " + length + " bytes");
        }
        return new HybridReader(source.address + Integer.BYTES, length, 1, source.fileOffsetBytes);
    }

    private static FixedDecoder ofFixed(Encoding encoding, Source source) {
        return switch (encoding) {
            case PLAIN -> new PlainFixed(source.address, source.bytes, source.width, source.fileOffsetBytes);
            case PLAIN_DICTIONARY, RLE_DICTIONARY -> {
                DictionaryValues dictionary = dictionary(source);
                yield new DictionaryFixed(indices(source, dictionary), dictionary, source.width);
            }
            case DELTA_BINARY_PACKED -> {
                if (source.type != PhysicalType.INT32 && source.type != PhysicalType.INT64) {
                    throw source.unsupported(encoding);
                }
                yield new DeltaFixed(
                        new DeltaReader(source.address, source.bytes, source.maxCount, source.fileOffsetBytes),
                        source.width);
            }
            case DELTA_BYTE_ARRAY -> {
                if (source.type != PhysicalType.FIXED_LEN_BYTE_ARRAY) {
                    throw source.unsupported(encoding);
                }
                yield new DeltaPrefixFixed(prefixReader(source), source.width, source.fileOffsetBytes);
            }
            case BYTE_STREAM_SPLIT ->
                    new StreamSplitFixed(source.address, source.bytes, source.width, source.fileOffsetBytes);
            default -> throw source.unsupported(encoding);
        };
    }

    private static BytesDecoder ofBytes(Encoding encoding, Source source) {
        return switch (encoding) {
            case PLAIN -> new PlainBytes(source.address, source.bytes, source.maxCount, source.fileOffsetBytes);
            case PLAIN_DICTIONARY, RLE_DICTIONARY -> {
                DictionaryValues dictionary = dictionary(source);
                yield new DictionaryBytes(indices(source, dictionary), dictionary);
            }
            case DELTA_LENGTH_BYTE_ARRAY ->
                    new DeltaLengthBytes(
                            source.address, source.bytes, source.maxCount, source.scratch, source.fileOffsetBytes);
            case DELTA_BYTE_ARRAY -> new DeltaPrefixBytes(prefixReader(source));
            default -> throw source.unsupported(encoding);
        };
    }

    private static DeltaPrefixReader prefixReader(Source source) {
        return new DeltaPrefixReader(
                source.address, source.bytes, source.maxCount, source.scratch, source.fileOffsetBytes);
    }

    private static DictionaryValues dictionary(Source source) {
        if (source.dictionary == null) {
            throw new MalformedPageException(source.fileOffsetBytes, "expected a dictionary page before this page");
        }
        return source.dictionary;
    }

    private static DictionaryIndices indices(Source source, DictionaryValues dictionary) {
        return new DictionaryIndices(source.address, source.bytes, dictionary.count(), source.fileOffsetBytes);
    }

    /// Finds the values of a PLAIN dictionary page.
    ///
    /// @param starts memory for `count` 32-bit integers, unused for values of fixed width
    public static DictionaryValues dictionaryOf(Source page, long starts) {
        int count = page.maxCount;
        if (page.type != PhysicalType.BYTE_ARRAY) {
            if ((long) count * page.width > page.bytes) {
                throw new MalformedPageException(
                        page.fileOffsetBytes,
                        "expected a dictionary of "
                                + count
                                + " values of "
                                + page.width
                                + " bytes, found "
                                + page.bytes
                                + " bytes");
            }
            return new DictionaryValues(count, page.address, 0);
        }
        long end = page.address + page.bytes;
        long at = page.address;
        for (int i = 0; i < count; i++) {
            int length = PlainBytes.lengthAt(at, end, page.fileOffsetBytes);
            Memory.putInt(starts + (long) i * Integer.BYTES, (int) (at - page.address) + Integer.BYTES);
            at += Integer.BYTES + length;
        }
        return new DictionaryValues(count, page.address, starts);
    }
}

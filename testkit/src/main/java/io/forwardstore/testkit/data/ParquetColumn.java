package io.forwardstore.testkit.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/// One column chunk: levels and values, and the pages that they become (Parquet specification, "Data Pages").
final class ParquetColumn {
    /// What a chunk looks like; the writer varies it from chunk to chunk.
    ///
    /// @param dataPageVersion 1 or 2
    /// @param codec 0 for none, 2 for gzip
    /// @param hasDictionary true if values stand in a dictionary page
    /// @param hasOffsetIndex true if the chunk has an offset index
    record Style(int dataPageVersion, int codec, boolean hasDictionary, boolean hasOffsetIndex) {}

    /// Where a page lies.
    record Place(long offset, int bytes, long firstRow) {}

    private static final int GZIP = 2;
    private static final int PLAIN = 0;
    private static final int RLE = 3;
    private static final int RLE_DICTIONARY = 8;
    private static final int DATA_PAGE = 0;
    private static final int DICTIONARY_PAGE = 2;
    private static final int DATA_PAGE_V2 = 3;

    private final ParquetLeaf leaf;
    private final List<String> path;
    private final int maxDefinition;
    private final int maxRepetition;
    private final List<Integer> definitions = new ArrayList<>();
    private final List<Integer> repetitions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();
    private final List<Place> pages = new ArrayList<>();
    private Style style = new Style(1, 0, false, false);
    private long dictionaryOffset = -1;
    private long uncompressedBytes;
    private long startOffset;
    private long endOffset;

    ParquetColumn(ParquetLeaf leaf, List<String> path, int maxDefinition, int maxRepetition) {
        this.leaf = leaf;
        this.path = path;
        this.maxDefinition = maxDefinition;
        this.maxRepetition = maxRepetition;
    }

    void add(Object value, int repetition, int definition) {
        values.add(value);
        addNull(repetition, definition);
    }

    void addNull(int repetition, int definition) {
        repetitions.add(repetition);
        definitions.add(definition);
    }

    void writeElement(CompactThrift element, int repetitionType, String name) {
        element.i32(1, leaf.physicalType());
        if (leaf.lengthBytes() > 0) {
            element.i32(2, leaf.lengthBytes());
        }
        element.i32(3, repetitionType).string(4, name);
        leaf.writeLogicalType(element);
        element.end();
    }

    /// Writes the pages; once all values are there.
    void writePages(ByteArrayOutputStream out, int pageRows, Style chunkStyle) {
        style = chunkStyle;
        startOffset = out.size();
        List<Object> dictionary = List.copyOf(new LinkedHashSet<>(values));
        dictionaryOffset = hasDictionary() ? out.size() : -1;
        if (hasDictionary()) {
            writeDictionary(out, dictionary);
        }
        int level = 0;
        int value = 0;
        long row = 0;
        while (level < definitions.size()) {
            int end = endOfPage(level, pageRows);
            int valueEnd =
                    value
                            + (int)
                                    definitions.subList(level, end).stream()
                                            .filter(definition -> definition == maxDefinition)
                                            .count();
            int offset = out.size();
            writePage(out, level, end, values.subList(value, valueEnd), dictionary);
            pages.add(new Place(offset, out.size() - offset, row));
            row += rows(level, end);
            level = end;
            value = valueEnd;
        }
        endOffset = out.size();
    }

    private int endOfPage(int from, int pageRows) {
        int rows = 0;
        int end = from;
        while (end < repetitions.size() && (rows < pageRows || repetitions.get(end) > 0)) {
            rows += repetitions.get(end) == 0 ? 1 : 0;
            end++;
        }
        return end;
    }

    private int rows(int from, int to) {
        return (int) repetitions.subList(from, to).stream().filter(level -> level == 0).count();
    }

    private void writeDictionary(ByteArrayOutputStream out, List<Object> dictionary) {
        byte[] body = leaf.plain(dictionary);
        byte[] stored = compressed(body);
        CompactThrift header = pageHeader(DICTIONARY_PAGE, body.length, stored.length);
        header.struct(7).i32(1, dictionary.size()).i32(2, PLAIN).end().end();
        write(out, header, body.length, stored);
    }

    private void writePage(
            ByteArrayOutputStream out, int from, int to, List<Object> pageValues, List<Object> dictionary) {
        byte[] content = encoded(pageValues, dictionary);
        int encoding = hasDictionary() ? RLE_DICTIONARY : PLAIN;
        byte[] repetition = levels(repetitions.subList(from, to), maxRepetition);
        byte[] definition = levels(definitions.subList(from, to), maxDefinition);
        if (style.dataPageVersion() == 1) {
            byte[] body = concatenated(prefixed(repetition), prefixed(definition), content);
            byte[] stored = compressed(body);
            CompactThrift header = pageHeader(DATA_PAGE, body.length, stored.length);
            header.struct(5).i32(1, to - from).i32(2, encoding).i32(3, RLE).i32(4, RLE).end().end();
            write(out, header, body.length, stored);
        } else {
            int levelBytes = repetition.length + definition.length;
            byte[] stored = concatenated(repetition, definition, compressed(content));
            CompactThrift header = pageHeader(DATA_PAGE_V2, levelBytes + content.length, stored.length);
            header.struct(8)
                    .i32(1, to - from)
                    .i32(2, to - from - pageValues.size())
                    .i32(3, rows(from, to))
                    .i32(4, encoding)
                    .i32(5, definition.length)
                    .i32(6, repetition.length)
                    .bool(7, style.codec() != 0)
                    .end()
                    .end();
            write(out, header, levelBytes + content.length, stored);
        }
    }

    private static CompactThrift pageHeader(int type, int bytes, int storedBytes) {
        return new CompactThrift().i32(1, type).i32(2, bytes).i32(3, storedBytes);
    }

    private void write(ByteArrayOutputStream out, CompactThrift header, int bytes, byte[] stored) {
        byte[] head = header.toByteArray();
        out.writeBytes(head);
        out.writeBytes(stored);
        uncompressedBytes += head.length + bytes;
    }

    private byte[] encoded(List<Object> pageValues, List<Object> dictionary) {
        if (!hasDictionary()) {
            return leaf.plain(pageValues);
        }
        int bitWidth = HybridLevels.bitWidth(Math.max(0, dictionary.size() - 1));
        List<Integer> indices = pageValues.stream().map(dictionary::indexOf).toList();
        return concatenated(new byte[] {(byte) bitWidth}, hybrid(indices, bitWidth));
    }

    private byte[] levels(List<Integer> levels, int max) {
        return max == 0 ? new byte[0] : hybrid(levels, HybridLevels.bitWidth(max));
    }

    /// Runs in some pages, bit-packed groups in the others.
    private byte[] hybrid(List<Integer> numbers, int bitWidth) {
        return pages.size() % 2 == 0 ? HybridLevels.runs(numbers, bitWidth) : HybridLevels.packed(numbers, bitWidth);
    }

    /// Levels of a data page of version 1 have their length before them.
    private static byte[] prefixed(byte[] levels) {
        return levels.length == 0
                ? levels
                : ByteBuffer.allocate(Integer.BYTES + levels.length)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(levels.length)
                        .put(levels)
                        .array();
    }

    private byte[] compressed(byte[] content) {
        if (style.codec() != GZIP) {
            return content;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] concatenated(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    /// Writes the chunk's offset index.
    byte[] offsetIndex() {
        CompactThrift index = new CompactThrift().structs(1, pages.size());
        for (Place page : pages) {
            index.element().i64(1, page.offset()).i32(2, page.bytes()).i64(3, page.firstRow()).end();
        }
        return index.end().toByteArray();
    }

    private boolean hasDictionary() {
        return style.hasDictionary() && leaf.allowsDictionary();
    }

    boolean hasOffsetIndex() {
        return style.hasOffsetIndex();
    }

    long storedBytes() {
        return endOffset - startOffset;
    }

    /// Writes the element of ColumnMetaData into field 3 of a column chunk.
    void writeMetadata(CompactThrift chunk) {
        chunk.i64(2, 0).struct(3).i32(1, leaf.physicalType()).i32s(2, PLAIN, RLE, RLE_DICTIONARY);
        chunk.strings(3, path, path.size()).i32(4, style.codec()).i64(5, definitions.size());
        chunk.i64(6, uncompressedBytes).i64(7, storedBytes());
        chunk.i64(9, pages.isEmpty() ? startOffset : pages.getFirst().offset());
        if (dictionaryOffset >= 0) {
            chunk.i64(11, dictionaryOffset);
        }
        chunk.end();
    }
}

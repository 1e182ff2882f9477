package io.forwardstore.benchmarks.peer;

import com.github.luben.zstd.Zstd;

import io.forwardstore.benchmarks.peer.ParquetJavaFile.Chunk;
import io.forwardstore.benchmarks.peer.ParquetJavaFile.Page;

import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.PageHeader;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/// Pages of a row group for parquet-java's column readers, decompressed as they are asked for.
final class ParquetJavaPages implements PageReadStore {
    /// Chooses pages of a column.
    @FunctionalInterface
    interface Choice {
        /// Those of the chunk's pages that are to be read.
        List<Page> of(Chunk chunk);
    }

    private final ParquetJavaFile file;
    private final int block;
    private final Choice choice;

    ParquetJavaPages(ParquetJavaFile file, int block, Choice choice) {
        this.file = file;
        this.block = block;
        this.choice = choice;
    }

    @Override
    public long getRowCount() {
        return file.blocks().get(block).getRowCount();
    }

    @Override
    public PageReader getPageReader(ColumnDescriptor column) {
        try {
            Chunk chunk = file.chunk(block, column);
            return new Pages(file, chunk.dictionary(), choice.of(chunk), column);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Pages implements PageReader {
        private final ParquetJavaFile file;
        private final @Nullable Page dictionary;
        private final List<Page> pages;
        private final Statistics<?> noStatistics;
        private int next;

        Pages(ParquetJavaFile file, @Nullable Page dictionary, List<Page> pages, ColumnDescriptor column) {
            this.file = file;
            this.dictionary = dictionary;
            this.pages = pages;
            this.noStatistics = Statistics.createStats(column.getPrimitiveType());
        }

        @Override
        public @Nullable DictionaryPage readDictionaryPage() {
            if (dictionary == null) {
                return null;
            }
            DictionaryPageHeader header = Objects.requireNonNull(dictionary.header().getDictionary_page_header());
            return new DictionaryPage(
                    BytesInput.from(decompressed(dictionary, 0)),
                    header.getNum_values(),
                    encoding(header.getEncoding()));
        }

        @Override
        public long getTotalValueCount() {
            return pages.stream().mapToLong(Page::rows).sum();
        }

        @Override
        public @Nullable DataPage readPage() {
            if (next == pages.size()) {
                return null;
            }
            Page page = pages.get(next++);
            return page.header().isSetData_page_header_v2() ? second(page) : first(page);
        }

        private DataPage first(Page page) {
            DataPageHeader header = Objects.requireNonNull(page.header().getData_page_header());
            return new DataPageV1(
                    BytesInput.from(decompressed(page, 0)),
                    header.getNum_values(),
                    page.header().getUncompressed_page_size(),
                    noStatistics,
                    encoding(header.getRepetition_level_encoding()),
                    encoding(header.getDefinition_level_encoding()),
                    encoding(header.getEncoding()));
        }

        private DataPage second(Page page) {
            DataPageHeaderV2 header = Objects.requireNonNull(page.header().getData_page_header_v2());
            int repetition = header.getRepetition_levels_byte_length();
            int definition = header.getDefinition_levels_byte_length();
            byte[] values =
                    header.isIs_compressed()
                            ? decompressed(page, repetition + definition)
                            : copy(
                                    page.offset() + repetition + definition,
                                    page.header().getCompressed_page_size() - repetition - definition);
            return DataPageV2.uncompressed(
                    header.getNum_rows(),
                    header.getNum_nulls(),
                    header.getNum_values(),
                    BytesInput.from(copy(page.offset(), repetition)),
                    BytesInput.from(copy(page.offset() + repetition, definition)),
                    encoding(header.getEncoding()),
                    BytesInput.from(values),
                    noStatistics);
        }

        private static Encoding encoding(org.apache.parquet.format.@Nullable Encoding encoding) {
            return Encoding.valueOf(Objects.requireNonNull(encoding).name());
        }

        private byte[] copy(int offset, int length) {
            byte[] bytes = new byte[length];
            file.slice(offset, length).get(bytes);
            return bytes;
        }

        /// The page's bytes behind its levels.
        private byte[] decompressed(Page page, int levelBytes) {
            PageHeader header = page.header();
            byte[] source = copy(page.offset() + levelBytes, header.getCompressed_page_size() - levelBytes);
            byte[] target = new byte[header.getUncompressed_page_size() - levelBytes];
            long length = Zstd.decompressByteArray(target, 0, target.length, source, 0, source.length);
            if (length != target.length) {
                throw new IllegalStateException("Cannot decompress a page: " + Zstd.getErrorName(length));
            }
            return target;
        }
    }
}

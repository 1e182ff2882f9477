package io.forwardstore.benchmarks.peer;

import com.github.luben.zstd.ZstdDecompressCtx;

import io.forwardstore.benchmarks.peer.ParquetJavaFile.Chunk;
import io.forwardstore.benchmarks.peer.ParquetJavaFile.Page;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.util.MemoryUtil;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.format.DataPageHeaderV2;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;

/// The part of a scan that no reader can leave out: moving or decompressing the bytes, without looking at them.
public sealed interface RawWork extends AutoCloseable {
    /// Does the work once.
    ///
    /// @return the bytes that came out
    long run();

    @Override
    default void close() {}

    /// Copying the buffers of the columns, resident as Arrow vectors.
    static RawWork copying(BenchmarkFiles files, Columns columns) throws IOException {
        ResidentTable table = new ResidentTable(files);
        List<ArrowBuf> buffers = new ArrayList<>();
        long longest = 0;
        for (VectorSchemaRoot batch : table.batches(columns)) {
            for (FieldVector vector : batch.getFieldVectors()) {
                for (ArrowBuf buffer : vector.getFieldBuffers()) {
                    buffers.add(buffer);
                    longest = Math.max(longest, buffer.readableBytes());
                }
            }
        }
        return new Copying(table, buffers, table.allocator().buffer(longest));
    }

    /// Decompressing data pages of the columns in a Parquet file.
    static Decompressing decompressing(BenchmarkFiles files, TableForm form, Columns columns) throws IOException {
        return new Decompressing(new ParquetJavaFile(files.parquet(form)), columns);
    }

    /// Copies buffer by buffer to one place.
    ///
    /// @param table that has the buffers
    /// @param buffers to copy
    /// @param target as long as the longest
    record Copying(ResidentTable table, List<ArrowBuf> buffers, ArrowBuf target) implements RawWork {
        @Override
        public long run() {
            long copied = 0;
            for (ArrowBuf buffer : buffers) {
                MemoryUtil.copyMemory(buffer.memoryAddress(), target.memoryAddress(), buffer.readableBytes());
                copied += buffer.readableBytes();
            }
            return copied;
        }

        @Override
        public void close() {
            target.close();
            table.close();
        }
    }

    /// Decompresses ZSTD page by page to one place.
    final class Decompressing implements RawWork {
        private final ZstdDecompressCtx context = new ZstdDecompressCtx();
        private final List<List<Part>> columns = new ArrayList<>();
        private final ByteBuffer target;

        /// Compressed bytes, in the file's mapping.
        ///
        /// @param length after decompression
        /// @param firstRow the first row of the page
        private record Part(ByteBuffer source, int length, boolean isCompressed, long firstRow) {}

        private Decompressing(ParquetJavaFile file, Columns wanted) throws IOException {
            for (String column : wanted.names()) {
                columns.add(parts(file, file.schema().getColumnDescription(new String[] {column})));
            }
            target =
                    ByteBuffer.allocateDirect(
                            columns.stream().flatMap(List::stream).mapToInt(Part::length).max().orElseThrow());
        }

        private static List<Part> parts(ParquetJavaFile file, ColumnDescriptor column) throws IOException {
            List<Part> parts = new ArrayList<>();
            long firstRow = 0;
            for (int block = 0; block < file.blocks().size(); block++) {
                Chunk chunk = file.chunk(block, column);
                for (Page page : chunk.pages()) {
                    parts.add(part(file, page, firstRow + page.firstRow()));
                }
                firstRow += file.blocks().get(block).getRowCount();
            }
            return parts;
        }

        private static Part part(ParquetJavaFile file, Page page, long firstRow) {
            int levels = 0;
            boolean isCompressed = true;
            if (page.header().isSetData_page_header_v2()) {
                DataPageHeaderV2 header = Objects.requireNonNull(page.header().getData_page_header_v2());
                levels = header.getRepetition_levels_byte_length() + header.getDefinition_levels_byte_length();
                isCompressed = header.isIs_compressed();
            }
            ByteBuffer source = file.slice(page.offset() + levels, page.header().getCompressed_page_size() - levels);
            return new Part(source, page.header().getUncompressed_page_size() - levels, isCompressed, firstRow);
        }

        @Override
        public long run() {
            long out = 0;
            for (List<Part> parts : columns) {
                for (Part part : parts) {
                    out += run(part);
                }
            }
            return out;
        }

        /// Does the part of the work that some rows need: the pages that they lie in, each once.
        ///
        /// @return the bytes that came out
        public long run(long[] rows) {
            long out = 0;
            for (List<Part> parts : columns) {
                BitSet wanted = new BitSet(parts.size());
                for (long row : rows) {
                    wanted.set(indexOf(parts, row));
                }
                for (int i = wanted.nextSetBit(0); i >= 0; i = wanted.nextSetBit(i + 1)) {
                    out += run(parts.get(i));
                }
            }
            return out;
        }

        /// The last part that does not begin behind the row.
        private static int indexOf(List<Part> parts, long row) {
            int low = 0;
            int high = parts.size() - 1;
            while (low < high) {
                int middle = (low + high + 1) >>> 1;
                if (parts.get(middle).firstRow <= row) {
                    low = middle;
                } else {
                    high = middle - 1;
                }
            }
            return low;
        }

        private long run(Part part) {
            return part.isCompressed ? decompress(part) : target.duplicate().put(part.source.duplicate()).position();
        }

        private long decompress(Part part) {
            int length =
                    context.decompressDirectByteBuffer(
                            target, 0, target.capacity(), part.source, 0, part.source.capacity());
            if (length != part.length) {
                throw new IllegalStateException(
                        "Decompressed a page to %d bytes, not %d".formatted(length, part.length));
            }
            return length;
        }

        @Override
        public void close() {
            context.close();
        }
    }
}

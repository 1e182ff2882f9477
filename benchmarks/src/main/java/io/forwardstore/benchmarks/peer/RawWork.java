package io.forwardstore.benchmarks.peer;

import com.github.luben.zstd.Zstd;

import io.forwardstore.benchmarks.peer.ParquetJavaFile.Chunk;
import io.forwardstore.benchmarks.peer.ParquetJavaFile.Page;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.util.MemoryUtil;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.parquet.format.DataPageHeaderV2;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
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

    /// Decompressing all data pages of the columns in a Parquet file.
    static RawWork decompressing(BenchmarkFiles files, TableForm form, Columns columns) throws IOException {
        ParquetJavaFile file = new ParquetJavaFile(files.parquet(form));
        List<Decompressing.Part> parts = new ArrayList<>();
        int longest = 0;
        for (int block = 0; block < file.blocks().size(); block++) {
            for (String column : columns.names()) {
                Chunk chunk = file.chunk(block, file.schema().getColumnDescription(new String[] {column}));
                for (Page page : chunk.pages()) {
                    Decompressing.Part part = Decompressing.part(file, page);
                    parts.add(part);
                    longest = Math.max(longest, part.length());
                }
            }
        }
        return new Decompressing(parts, ByteBuffer.allocateDirect(longest));
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

    /// Decompresses page by page to one place.
    ///
    /// @param parts of pages
    /// @param target as long as the longest
    record Decompressing(List<Part> parts, ByteBuffer target) implements RawWork {
        /// Compressed bytes, in the file's mapping.
        ///
        /// @param length after decompression
        record Part(ByteBuffer source, int length, boolean isCompressed) {}

        private static Part part(ParquetJavaFile file, Page page) {
            int levels = 0;
            boolean isCompressed = true;
            if (page.header().isSetData_page_header_v2()) {
                DataPageHeaderV2 header = Objects.requireNonNull(page.header().getData_page_header_v2());
                levels = header.getRepetition_levels_byte_length() + header.getDefinition_levels_byte_length();
                isCompressed = header.isIs_compressed();
            }
            ByteBuffer source = file.slice(page.offset() + levels, page.header().getCompressed_page_size() - levels);
            return new Part(source, page.header().getUncompressed_page_size() - levels, isCompressed);
        }

        @Override
        public long run() {
            long out = 0;
            for (Part part : parts) {
                out +=
                        part.isCompressed
                                ? decompress(part)
                                : target.duplicate().put(part.source.duplicate()).position();
            }
            return out;
        }

        private long decompress(Part part) {
            long length =
                    Zstd.decompressDirectByteBuffer(
                            target, 0, target.capacity(), part.source, 0, part.source.capacity());
            if (length != part.length) {
                throw new IllegalStateException("Cannot decompress a page: " + Zstd.getErrorName(length));
            }
            return length;
        }
    }
}

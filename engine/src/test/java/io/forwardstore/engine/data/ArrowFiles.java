package io.forwardstore.engine.data;

import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.SeekableReadChannel;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Reads Arrow IPC files by arrow-vector's own reader, which reaches into `java.nio`.
public final class ArrowFiles {
    private ArrowFiles() {}

    /// Opens a reader and hands it over.
    public static void read(Path file, BufferAllocator allocator, Consumer<ArrowFileReader> use) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file);
                ArrowFileReader reader =
                        new ArrowFileReader(
                                new SeekableReadChannel(channel), allocator, CommonsCompressionFactory.INSTANCE)) {
            use.accept(reader);
        }
    }

    /// All rows, column by column.
    public static List<List<String>> rows(Path file, BufferAllocator allocator) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        read(
                file,
                allocator,
                reader -> {
                    try {
                        while (reader.loadNextBatch()) {
                            Rows.append(rows, reader.getVectorSchemaRoot());
                        }
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                });
        return rows;
    }
}

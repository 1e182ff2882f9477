package io.forwardstore.engine.internal.ipc;

import io.forwardstore.engine.ColumnStorage;
import io.forwardstore.engine.FileSource;
import io.forwardstore.engine.PageScope;

import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

import java.io.IOException;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Adds up what record batches say of a column. The sizes of compressed buffers stand before them: that much is read.
final class BatchStorage {
    private BatchStorage() {}

    /// @param column its number
    /// @param field its field as it is stored
    /// @param scope for what must be read
    static ColumnStorage of(List<Batch> batches, int column, Field field, FileSource source, PageScope scope)
            throws IOException {
        SortedSet<String> compressions = new TreeSet<>();
        long compressedBytes = 0;
        long uncompressedBytes = 0;
        for (Batch batch : batches) {
            compressions.add(batch.metadata().codec().formatName());
            compressedBytes += batch.columnBytes(column);
            try (PageScope scratch = scope.scratch()) {
                BatchBuffers buffers = new BatchBuffers(source, batch.metadata(), scratch);
                for (int buffer = batch.firstBuffer(column); buffer < batch.firstBuffer(column + 1); buffer++) {
                    uncompressedBytes += buffers.uncompressedBytes(buffer);
                }
            }
        }
        SortedSet<String> encodings = new TreeSet<>();
        addEncodings(field, encodings);
        return new ColumnStorage(batches.size(), encodings, compressions, compressedBytes, uncompressedBytes);
    }

    private static void addEncodings(Field field, SortedSet<String> encodings) {
        if (field.getDictionary() != null) {
            encodings.add("DICTIONARY");
        } else if (field.getType() instanceof ArrowType.RunEndEncoded) {
            encodings.add("RUN_END");
            addEncodings(field.getChildren().getLast(), encodings);
        } else if (field.getChildren().isEmpty()) {
            encodings.add("PLAIN");
        } else {
            field.getChildren().forEach(child -> addEncodings(child, encodings));
        }
    }
}

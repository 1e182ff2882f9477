package io.forwardstore.engine.internal.ipc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.forwardstore.ScanOptions;
import io.forwardstore.StorageOptions;
import io.forwardstore.engine.CopyingFileSource;
import io.forwardstore.engine.FileSource;
import io.forwardstore.engine.ResidentFileSource;
import io.forwardstore.engine.TableFiles;
import io.forwardstore.engine.TableStore;
import io.forwardstore.engine.data.Rows;
import io.forwardstore.engine.data.SampleFields;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.types.UnionMode;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Dense unions as Arrow C++ makes them of one value: all values of a type are the same one of the type's child.
/// Arrow's Java vectors cannot have them so.
class IpcUnionTest {
    private static final Field UNION =
            SampleFields.nullable(
                    "u",
                    new ArrowType.Union(UnionMode.Dense, new int[] {0, 1}),
                    SampleFields.nullable("int", new ArrowType.Int(32, true)),
                    SampleFields.nullable("bigint", new ArrowType.Int(64, true)));
    private static final int[] TYPE_IDS = {0, 1, 0, 0, 1, 1, 0};

    /// A file of the list 7, -9, 7, 7, -9, -9, 7 in which each number stands once.
    static byte[] sharedPlaces(BufferAllocator allocator) throws IOException {
        List<ArrowBuf> buffers = new ArrayList<>();
        try {
            for (int bytes : new int[] {TYPE_IDS.length, 4 * TYPE_IDS.length, 0, 4, 0, 8}) {
                ArrowBuf buffer = allocator.buffer(bytes);
                buffer.setZero(0, bytes);
                buffers.add(buffer.writerIndex(bytes));
            }
            for (int i = 0; i < TYPE_IDS.length; i++) {
                buffers.get(0).setByte(i, TYPE_IDS[i]);
            }
            buffers.get(3).setInt(0, 7);
            buffers.get(5).setLong(0, -9);
            List<ArrowFieldNode> nodes =
                    List.of(new ArrowFieldNode(TYPE_IDS.length, 0), new ArrowFieldNode(1, 0), new ArrowFieldNode(1, 0));
            try (ArrowRecordBatch batch = new ArrowRecordBatch(TYPE_IDS.length, nodes, buffers)) {
                return new IpcMessages(new Schema(List.of(UNION))).batch(batch).batch(batch).toFile();
            }
        } finally {
            buffers.forEach(ArrowBuf::close);
        }
    }

    @Test
    void valuesOfADenseUnionMayBeTheSameOneOfAChild() throws IOException {
        List<String> once = List.of("7", "-9", "7", "7", "-9", "-9", "7");
        List<String> twice = new ArrayList<>(once);
        twice.addAll(once);
        try (BufferAllocator allocator = new RootAllocator()) {
            byte[] content = sharedPlaces(allocator);
            FileSource bytes = new ResidentFileSource("resident", content);
            FileSource copied = new CopyingFileSource(new ResidentFileSource("copied", content));
            for (FileSource source : List.of(bytes, copied)) {
                try (TableStore store =
                        new TableStore(TableFiles.open(source, StorageOptions.defaults().with(allocator)), allocator)) {
                    assertEquals(List.of(twice), Rows.scanned(store, ScanOptions.of("u")));
                    assertEquals(List.of(twice), Rows.scanned(store, ScanOptions.of("u").batchSize(3)));
                    long[] rows = {3, 3, 1, 0, 12};
                    assertEquals(Rows.pick(List.of(twice), rows), Rows.fetched(store, List.of("u"), rows));
                }
            }
            assertEquals(0, allocator.getAllocatedMemory());
        }
    }
}

package io.forwardstore.engine.internal.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.StorageOptions;
import io.forwardstore.engine.Column;
import io.forwardstore.engine.ResidentFileSource;
import io.forwardstore.engine.TableFile;
import io.forwardstore.engine.TableFiles;
import io.forwardstore.engine.TableStore;
import io.forwardstore.engine.internal.memory.Memory;
import io.forwardstore.engine.internal.store.AllocatorScope;
import io.forwardstore.testkit.data.Dataset;
import io.forwardstore.testkit.data.Datasets;
import io.forwardstore.testkit.data.Format;
import io.forwardstore.testkit.data.Nulls;
import io.forwardstore.testkit.data.TypeCase;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Every gatherer over pages of every type: what it measures is what it writes, and Arrow's vectors gather as pages do.
final class GatherersTest {
    /// Rows of a page; of more the 8-bit indices among the types would not reach every value.
    private static final int ROWS = 60;

    private static final int GATHERED = 1_400;
    private static final byte UNTOUCHED = 0x55;

    /// Kernels work in whole words, see [io.forwardstore.engine.PageScope#allocate].
    private static final int SLACK_BYTES = 64;

    private final BufferAllocator allocator = new RootAllocator();
    private final Random random = new Random(1);

    @AfterEach
    void nothingLeaks() {
        allocator.close();
    }

    private StorageOptions options() {
        return StorageOptions.defaults().with(allocator);
    }

    private static List<TypeCase> types(Nulls nulls) {
        return TypeCase.all().stream().filter(type -> Format.ARROW_IPC.holds(type) && type.allows(nulls)).toList();
    }

    private static TableFile open(Nulls nulls, StorageOptions options) throws IOException {
        Dataset dataset = Datasets.ofTypes(types(nulls), nulls, List.of(ROWS, ROWS));
        return TableFiles.open(new ResidentFileSource("rows.arrow", dataset.bytes(Format.ARROW_IPC)), options);
    }

    private Selection singles() {
        Selection selection = new Selection();
        for (int i = 0; i < GATHERED; i++) {
            selection.add(random.nextInt(2), random.nextInt(ROWS));
        }
        return selection;
    }

    private Selection runs() {
        Selection selection = new Selection();
        for (int i = 0; i < 60; i++) {
            int length = random.nextInt(50);
            selection.addRun(random.nextInt(2), random.nextInt(ROWS - length), length);
        }
        return selection;
    }

    @ParameterizedTest
    @EnumSource(Nulls.class)
    void whatIsMeasuredIsEnoughForWhatIsWritten(Nulls nulls) throws IOException {
        try (TableFile table = open(nulls, options());
                AllocatorScope scope = new AllocatorScope(allocator);
                Arena arena = Arena.ofConfined()) {
            for (Column column : table.columns()) {
                Sources sources = new Sources();
                sources.add(column.page(0, scope));
                sources.add(column.page(1, scope));
                Gatherer gatherer = Gatherer.of(column.storedField());
                for (Selection selection : List.of(singles(), runs(), new Selection())) {
                    long bytes = gatherer.measure(sources, selection, scope);
                    assertEquals(0, bytes % Gatherer.ALIGNMENT_BYTES);
                    MemorySegment memory = filled(arena, bytes + GATHERED * 100L);
                    ArrayData gathered = gatherer.write(memory.address());
                    String name = column.field().getName();
                    assertEquals(selection.total(), gathered.length(), name);
                    ArrayChecks.check(column.field(), gathered);
                    if (gathered.validity() != 0) {
                        long valid = Bits.count(gathered.validity(), 0, gathered.length());
                        assertEquals(gathered.length() - valid, gathered.nullCount(), name);
                    }
                    long end = bytes + SLACK_BYTES;
                    assertTrue(
                            memory.asSlice(end)
                                    .elements(ValueLayout.JAVA_BYTE)
                                    .allMatch(b -> b.get(ValueLayout.JAVA_BYTE, 0) == UNTOUCHED),
                            () -> name + " was written behind the " + bytes + " bytes that were measured");
                }
            }
        }
    }

    private static MemorySegment filled(Arena arena, long bytes) {
        return arena.allocate(bytes, Gatherer.ALIGNMENT_BYTES).fill(UNTOUCHED);
    }

    @ParameterizedTest
    @EnumSource(Nulls.class)
    void vectorsAreGatheredAsThePagesThatTheyWereReadFrom(Nulls nulls) throws IOException {
        try (TableStore store = new TableStore(open(nulls, options()), allocator);
                TableFile table = open(nulls, options());
                AllocatorScope scope = new AllocatorScope(allocator);
                Arena arena = Arena.ofConfined();
                ArrowReader reader =
                        store.scan(store.physicalSchema().getFields().stream().map(Field::getName).toList())) {
            assertTrue(reader.loadNextBatch());
            assertEquals(ROWS, reader.getVectorSchemaRoot().getRowCount());
            for (int i = 0; i < table.columns().size(); i++) {
                Column column = table.columns().get(i);
                ArrayData page = column.page(0, scope);
                ArrayData vector = VectorArrays.of(reader.getVectorSchemaRoot().getVector(i));
                Selection selection = singles();
                Arrays.fill(selection.sources(), 0);
                assertArrayEquals(
                        gathered(column.storedField(), page, selection, scope, arena),
                        gathered(column.field(), vector, selection, scope, arena),
                        column.field().getName());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Nulls.class)
    void aSliceIsGatheredAsItsValuesAreFromTheWholePage(Nulls nulls) throws IOException {
        try (TableFile table = open(nulls, options());
                AllocatorScope scope = new AllocatorScope(allocator);
                Arena arena = Arena.ofConfined()) {
            for (Column column : table.columns()) {
                ArrayData page = column.page(0, scope);
                for (int start : new int[] {0, 1, 8, 37, ROWS}) {
                    for (int count : new int[] {0, 1, 9, ROWS - start}) {
                        if (count <= ROWS - start) {
                            ArrayData slice = Slices.slice(column.storedField(), page, start, count, scope);
                            assertEquals(count, slice.length());
                            assertArrayEquals(
                                    gathered(column.storedField(), page, run(start, count), scope, arena),
                                    gathered(column.storedField(), slice, run(0, count), scope, arena),
                                    column.field().getName() + ": " + count + " from " + start);
                        }
                    }
                }
            }
        }
    }

    private static Selection run(int start, int count) {
        Selection selection = new Selection();
        selection.addRun(0, start, count);
        return selection;
    }

    private static byte[] gathered(
            Field stored, ArrayData source, Selection selection, AllocatorScope scope, Arena arena) {
        Sources sources = new Sources();
        sources.add(source);
        Gatherer gatherer = Gatherer.of(stored);
        long bytes = gatherer.measure(sources, selection, scope);
        MemorySegment memory = filled(arena, bytes + SLACK_BYTES);
        gatherer.write(memory.address());
        return memory.asSlice(0, bytes).toArray(ValueLayout.JAVA_BYTE);
    }

    @Test
    void anOffsetThatLeadsOutIsNamedWithItsValueAndItsPage() {
        Field text = new Field("c", FieldType.nullable(new ArrowType.Utf8()), List.of());
        try (AllocatorScope scope = new AllocatorScope(allocator)) {
            long offsets = scope.allocate(4 * Integer.BYTES);
            for (int i = 0; i < 4; i++) {
                Memory.putInt(offsets + (long) i * Integer.BYTES, new int[] {0, 3, 2, 4}[i]);
            }
            Sources sources = new Sources();
            sources.add(ArrayData.varWidth(3, 0, 0, offsets, scope.allocate(4), 4, 4_096));
            Selection run = new Selection();
            run.addRun(0, 0, 3);
            Selection single = new Selection();
            single.add(0, 1);
            for (Selection selection : List.of(run, single)) {
                MalformedPageException refused =
                        assertThrows(
                                MalformedPageException.class,
                                () -> Gatherer.of(text).measure(sources, selection, scope));
                assertEquals(
                        "expected ascending offsets up to 4, found 3 and 2 for value 1 of the page",
                        refused.getMessage());
                assertEquals(4_096, refused.fileOffsetBytes());
            }
        }
    }
}

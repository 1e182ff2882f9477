package io.forwardstore.engine.internal.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.engine.internal.memory.Memory;
import io.forwardstore.engine.internal.store.AllocatorScope;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.IntStream;

final class RunEndGathererTest {
    private final BufferAllocator allocator = new RootAllocator();
    private final AllocatorScope scope = new AllocatorScope(allocator);
    private final Sources sources = new Sources();
    private final Selection selection = new Selection();

    @AfterEach
    void nothingIsLeft() {
        scope.close();
        allocator.close();
    }

    /// The runs 10, 20, 30, ... that end at `ends`, with 16-bit run ends.
    private ArrayData runs(int... ends) {
        long endsAddress = scope.allocate(2L * ends.length);
        long values = scope.allocate(4L * ends.length);
        for (int run = 0; run < ends.length; run++) {
            Memory.putShort(endsAddress + 2L * run, (short) ends[run]);
            Memory.putInt(values + 4L * run, 10 * (run + 1));
        }
        ArrayData[] children = {
            ArrayData.fixedWidth(ends.length, 0, 0, endsAddress, 0), ArrayData.fixedWidth(ends.length, 0, 0, values, 0)
        };
        return ArrayData.nested(ends[ends.length - 1], 0, 0, 0, 0, children, 0);
    }

    private static Gatherer gatherer() {
        Field ends = new Field("run_ends", FieldType.notNullable(new ArrowType.Int(Short.SIZE, true)), List.of());
        Field values = new Field("values", FieldType.nullable(new ArrowType.Int(Integer.SIZE, true)), List.of());
        return Gatherer.of(new Field("c", FieldType.notNullable(new ArrowType.RunEndEncoded()), List.of(ends, values)));
    }

    private ArrayData gathered() {
        Gatherer gatherer = gatherer();
        return gatherer.write(scope.allocate(gatherer.measure(sources, selection, scope)));
    }

    private static List<Integer> ends(ArrayData array) {
        ArrayData ends = array.children()[0];
        return IntStream.range(0, ends.length())
                .mapToObj(run -> (int) RunEndGatherer.runEnd(ends, Short.BYTES, run))
                .toList();
    }

    private static List<Integer> values(ArrayData array) {
        ArrayData values = array.children()[1];
        return IntStream.range(0, values.length()).mapToObj(run -> Memory.getInt(values.buffer1() + 4L * run)).toList();
    }

    @Test
    void neighboursOfOneRunBecomeOneRun() {
        sources.add(runs(2, 3, 6));
        sources.add(runs(4));
        selection.addRun(0, 1, 3);
        selection.add(0, 4);
        selection.add(0, 5);
        selection.add(1, 0);
        selection.add(0, 0);
        ArrayData array = gathered();
        assertEquals(7, array.length());
        assertEquals(List.of(1, 2, 5, 6, 7), ends(array));
        assertEquals(List.of(10, 20, 30, 10, 10), values(array));
    }

    @Test
    void sixteenBitsReachSoManyValuesAndNoMore() {
        sources.add(runs(Short.MAX_VALUE));
        selection.addRun(0, 0, Short.MAX_VALUE);
        assertEquals(List.of((int) Short.MAX_VALUE), ends(gathered()));
        selection.add(0, 0);
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, this::gathered);
        assertTrue(refused.getMessage().contains("32768"), refused.getMessage());
    }
}

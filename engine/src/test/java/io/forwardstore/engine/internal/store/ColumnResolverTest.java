package io.forwardstore.engine.internal.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.ForwardStore;
import io.forwardstore.engine.Column;
import io.forwardstore.engine.ColumnCursor;
import io.forwardstore.engine.PageIndex;
import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.ReadCounters;
import io.forwardstore.engine.TableFile;
import io.forwardstore.engine.internal.array.ArrayData;

import org.apache.arrow.vector.types.UnionMode;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;

import java.util.List;

final class ColumnResolverTest {
    private static final ArrowType STRUCT = new ArrowType.Struct();

    private static Field field(String name, ArrowType type, Field... children) {
        return new Field(name, FieldType.nullable(type), List.of(children));
    }

    /// An integer whose width tells it from others of its name.
    private static Field leaf(String name, int bits) {
        return field(name, new ArrowType.Int(bits, true));
    }

    private static Field resolved(String name, Field... fields) {
        Column column = new ColumnResolver(new Table(fields)).resolve(List.of(name)).getFirst();
        assertNotNull(column);
        assertEquals(name, column.field().getName());
        return column.field();
    }

    private static int width(Field field) {
        return ((ArrowType.Int) field.getType()).getBitWidth();
    }

    private static void refused(String expected, String name, Field... fields) {
        IllegalArgumentException refusal =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new ColumnResolver(new Table(fields)).resolve(List.of(name)));
        assertTrue(refusal.getMessage().startsWith("[rows.arrow] "), refusal.getMessage());
        assertTrue(refusal.getMessage().contains(expected), refusal.getMessage());
    }

    @Test
    void aPathLeadsThroughStructsOfStructs() {
        Field a = field("a", STRUCT, leaf("x", 8), field("b", STRUCT, field("c", STRUCT, leaf("d", 16))));
        assertEquals(16, width(resolved("a.b.c.d", leaf("z", 64), a)));
        assertEquals(8, width(resolved("a.x", a)));
        refused("Unknown column 'a.b.d'", "a.b.d", a);
        refused("Unknown column 'a.'", "a.", a);
        refused("Unknown column '.x'", ".x", a);
    }

    @Test
    void whatIsNamedWithDotsComesBeforeThePathThatReadsAlike() {
        Field nested = field("a", STRUCT, leaf("b.c", 16), field("b", STRUCT, leaf("c", 32), leaf("d.e", 64)));
        assertEquals(16, width(resolved("a.b.c", nested)));
        assertEquals(64, width(resolved("a.b.d.e", nested)));
        assertEquals(8, width(resolved("a.b.c", nested, leaf("a.b.c", 8))));
        assertEquals(8, width(resolved("a.b.x", field("a.b", STRUCT, leaf("x", 8)))));
        assertEquals(8, width(resolved(".x", field("", STRUCT, leaf("x", 8)))));
        assertEquals(8, width(resolved("a..x", field("a", STRUCT, field("", STRUCT, leaf("x", 8))))));
    }

    @Test
    void aNameThatSeveralShareIsAmbiguous() {
        refused("Ambiguous column 'a': the schema has 2", "a", leaf("a", 8), leaf("a", 16));
        refused("Ambiguous column 'a.x': the schema has 2", "a.x", field("a", STRUCT), field("a", STRUCT));
        refused("Ambiguous column 'a.x': the schema has 2", "a.x", field("a", STRUCT, leaf("x", 8), leaf("x", 16)));
    }

    @Test
    void onlyStructsHavePaths() {
        refused("'a' is no struct but Int(8, true)", "a.x", leaf("a", 8));
        refused("'b' is no struct but Int(8, true)", "a.b.x", field("a", STRUCT, leaf("b", 8)));
    }

    @Test
    void whatArrowsVectorsCannotHoldIsRefusedAndTheRestOfItsTableIsNot() {
        Field twice = field("s", STRUCT, leaf("x", 8), leaf("x", 16), leaf("y", 32));
        refused("'s' has more than one child named 'x'", "s", twice);
        refused("'s' has more than one child named 'x'", "o", field("o", STRUCT, twice));
        assertEquals(32, width(resolved("s.y", twice)));
        ArrowType union = new ArrowType.Union(UnionMode.Dense, new int[] {0, 1});
        refused("'u' has more than one child named 'x'", "u", field("u", union, leaf("x", 8), leaf("x", 8)));
        resolved("s", field("s", STRUCT, leaf("x", 8), leaf("y", 8)));
        refused("'b' has width 0", "b", field("b", new ArrowType.FixedSizeBinary(0)));
        resolved("b", field("b", new ArrowType.FixedSizeBinary(1)));
    }

    @Test
    void theRowIdIsNoColumnAndNoColumnsAreRefused() {
        ColumnResolver resolver = new ColumnResolver(new Table(leaf("a", 8)));
        assertNull(resolver.resolve(List.of(ForwardStore.ROW_ID_COLUMN)).getFirst());
        assertTrue(
                assertThrows(IllegalArgumentException.class, () -> resolver.resolve(List.of()))
                        .getMessage()
                        .contains("name at least one of a"));
    }

    /// A table that is asked for its schema.
    private record Table(List<Column> columns) implements TableFile {
        Table(Field... fields) {
            this(List.of(fields).stream().<Column>map(FieldColumn::new).toList());
        }

        @Override
        public String name() {
            return "rows.arrow";
        }

        @Override
        public Schema schema() {
            return new Schema(columns.stream().map(Column::field).toList());
        }

        @Override
        public PageIndex blocks() {
            throw new UnsupportedOperationException();
        }

        @Override
        public ReadCounters reads() {
            throw new UnsupportedOperationException();
        }

        @Override
        public long residentBytes() {
            return 0;
        }

        @Override
        public void close() {}
    }

    private record FieldColumn(Field field) implements Column {
        @Override
        public PageIndex pages() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isDirect() {
            return true;
        }

        @Override
        public ArrayData page(int page, PageScope scope) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ArrayData rows(int page, int[] rows, int from, int count, PageScope scope) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ColumnCursor cursor(long firstRow) {
            throw new UnsupportedOperationException();
        }
    }
}

package io.forwardstore.engine.internal.parquet.build;

import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.array.Layout;
import io.forwardstore.engine.internal.array.MalformedPageException;
import io.forwardstore.engine.internal.parquet.schema.Node;

import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

import java.io.IOException;
import java.util.List;

/// Puts structs, lists and maps together from the levels of their leaves.
///
/// A node's shape is told by its first leaf; where others contradict it, the page is malformed.
///
/// **State.** None. **Threads.** One. **Ownership.** Arrays are in the scope's memory.
public final class NestedAssembler {
    private final List<LeafBatch> batches;
    private final PageScope scope;
    private final long fileOffsetBytes;
    private final int firstLeaf;

    /// @param batches the leaves of a top-level column, in order
    public NestedAssembler(List<LeafBatch> batches, PageScope scope, long fileOffsetBytes) {
        this.batches = batches;
        this.scope = scope;
        this.fileOffsetBytes = fileOffsetBytes;
        this.firstLeaf = batches.getFirst().leaf().index();
    }

    /// The array of the top-level column.
    ///
    /// @param rows the rows that every leaf must have
    public ArrayData assemble(Node column, int rows) throws IOException {
        ArrayData array = assemble(column, Slots.Place.TOP);
        if (array.length() != rows) {
            throw malformed(column.field(), rows + " rows, found " + array.length());
        }
        return array;
    }

    private ArrayData assemble(Node node, Slots.Place place) throws IOException {
        return switch (node) {
            case Node.OfLeaf leaf -> assembleLeaf(leaf, place);
            case Node.OfStruct struct -> assembleStruct(struct, place);
            case Node.OfList list -> assembleList(list, place);
        };
    }

    private LeafBatch batch(Node node) {
        return batches.get(node.firstLeaf().index() - firstLeaf);
    }

    private ArrayData assembleLeaf(Node.OfLeaf node, Slots.Place place) throws IOException {
        LeafBatch batch = batch(node);
        Slots slots = Slots.of(batch, place, node.leaf().maxDefinition(), scope);
        ArrayData array = batch.values().finish(slots.count(), slots.nullCount(), slots.validity(), fileOffsetBytes);
        return node.field().isNullable() ? array : array.withValidity(array.length(), 0);
    }

    private ArrayData assembleStruct(Node.OfStruct struct, Slots.Place place) throws IOException {
        Slots slots = Slots.of(batch(struct), place, struct.definition(), scope).shownIn(struct.field());
        ArrayData[] children = new ArrayData[struct.children().size()];
        for (int i = 0; i < children.length; i++) {
            children[i] = assemble(struct.children().get(i), place);
            if (children[i].length() != slots.count()) {
                throw malformed(
                        struct.children().get(i).field(), slots.count() + " values, found " + children[i].length());
            }
        }
        return ArrayData.nested(slots.count(), slots.nullCount(), slots.validity(), 0, 0, children, fileOffsetBytes);
    }

    private ArrayData assembleList(Node.OfList list, Slots.Place place) throws IOException {
        Slots slots = Slots.of(batch(list), place, list.definition(), scope);
        Slots.Place elements = new Slots.Place(list.repetition(), list.elementDefinition());
        ListOffsets offsets = ListOffsets.of(batch(list), place, elements, slots.count(), scope);
        ArrayData child = assemble(list.child(), elements);
        if (offsets.elements() < 0 || child.length() != offsets.elements()) {
            throw malformed(list.field(), "lists of " + child.length() + " values, found " + offsets.elements());
        }
        if (list.field().getType() instanceof ArrowType.Map) {
            requireKeys(batches.get(list.firstLeaf().index() - firstLeaf), elements, list);
        }
        return switch (Layout.of(list.field())) {
            case Layout.ListOf(int offsetBytes) ->
                    nested(slots, list, offsets.withOffsets(offsetBytes, scope), 0, child);
            case Layout.ListView(int offsetBytes) ->
                    nested(
                            slots,
                            list,
                            offsets.withOffsets(offsetBytes, scope),
                            offsets.sizes(offsetBytes, scope),
                            child);
            case Layout.FixedSizeList(int size) ->
                    nested(slots, list, 0, 0, new FixedSizeLists(list.field(), size, scope).pad(slots, offsets, child));
            default -> throw new IllegalStateException("No list layout: " + list.field());
        };
    }

    /// Arrow's keys are never null, while some writers declare them as if they could be.
    private void requireKeys(LeafBatch keys, Slots.Place entries, Node.OfList map) {
        if (map.child() instanceof Node.OfStruct entry
                && entry.children().getFirst() instanceof Node.OfLeaf key
                && Slots.of(keys, entries, key.leaf().maxDefinition(), scope).nullCount() > 0) {
            throw malformed(map.field(), "keys that are not null");
        }
    }

    private ArrayData nested(Slots counted, Node node, long buffer1, long buffer2, ArrayData child) {
        Slots slots = counted.shownIn(node.field());
        return ArrayData.nested(
                slots.count(),
                slots.nullCount(),
                slots.validity(),
                buffer1,
                buffer2,
                new ArrayData[] {child},
                fileOffsetBytes);
    }

    private MalformedPageException malformed(Field field, String expected) {
        return new MalformedPageException(fileOffsetBytes, "expected in '" + field.getName() + "' " + expected);
    }
}

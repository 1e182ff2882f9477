package io.forwardstore.engine.internal.parquet.build;

import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.array.Bits;
import io.forwardstore.engine.internal.memory.Memory;

import org.apache.arrow.vector.types.pojo.Field;

/// Which of a node's values are null, from a leaf's levels (Melnik et al., "Dremel", VLDB 2010).
///
/// @param count the node's values
/// @param validity address of the validity bits, 0 if nothing is null
record Slots(int count, int nullCount, long validity) {
    /// Where a node stands among the lists around it.
    ///
    /// @param repetition the repetition level of the innermost list around the node: an entry of a higher one continues
    ///   a value that has begun
    /// @param definition the definition level from which that list has an element
    record Place(int repetition, int definition) {
        static final Place TOP = new Place(0, 0);

        boolean begins(int entryRepetition, int entryDefinition) {
            return entryRepetition <= repetition && entryDefinition >= definition;
        }
    }

    /// As an array of the field shows them. Under a null struct, fields that cannot be null have values of no meaning.
    Slots shownIn(Field field) {
        return field.isNullable() ? this : new Slots(count, 0, 0);
    }

    /// @param valid the definition level from which the node is not null
    static Slots of(LeafBatch leaf, Place place, int valid, PageScope scope) {
        if (leaf.leaf().maxDefinition() == 0) {
            return new Slots(leaf.count(), 0, 0);
        }
        long bits = scope.allocate(Bits.bytesFor(leaf.count()));
        boolean deeper = leaf.leaf().maxRepetition() > place.repetition;
        return deeper ? ofDeeper(leaf, place, valid, bits) : ofOwn(leaf, place, valid, bits);
    }

    /// The leaf is in no list that is not also around the node: every entry with an element is a value.
    private static Slots ofOwn(LeafBatch leaf, Place place, int valid, long bits) {
        long definitions = leaf.definitions();
        int entries = leaf.count();
        int element = place.definition;
        int count = 0;
        int set = 0;
        long word = 0;
        for (int entry = 0; entry < entries; entry++) {
            int definition = Memory.getByte(definitions + entry);
            if (definition >= element) {
                int bit = definition >= valid ? 1 : 0;
                word |= (long) bit << count;
                set += bit;
                count++;
                if ((count & 63) == 0) {
                    Memory.putLong(bits + (count >>> 3) - Long.BYTES, word);
                    word = 0;
                }
            }
        }
        return finish(bits, word, count, set);
    }

    private static Slots ofDeeper(LeafBatch leaf, Place place, int valid, long bits) {
        int entries = leaf.count();
        int count = 0;
        int set = 0;
        long word = 0;
        for (int entry = 0; entry < entries; entry++) {
            int definition = leaf.definition(entry);
            if (place.begins(leaf.repetition(entry), definition)) {
                int bit = definition >= valid ? 1 : 0;
                word |= (long) bit << count;
                set += bit;
                count++;
                if ((count & 63) == 0) {
                    Memory.putLong(bits + (count >>> 3) - Long.BYTES, word);
                    word = 0;
                }
            }
        }
        return finish(bits, word, count, set);
    }

    private static Slots finish(long bits, long word, int count, int set) {
        if ((count & 63) != 0) {
            Memory.putLong(bits + (count >>> 6) * (long) Long.BYTES, word);
        }
        return new Slots(count, count - set, count == set ? 0 : bits);
    }
}

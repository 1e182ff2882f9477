package io.forwardstore.engine.internal.parquet.build;

import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.memory.Memory;
import io.forwardstore.engine.internal.parquet.decode.ValueDecoder;
import io.forwardstore.engine.internal.parquet.schema.Leaf;

import java.io.IOException;

/// A leaf's levels and values of some rows.
///
/// **State.** What was appended. **Threads.** One. **Ownership.** Levels are in one scope's memory, values in
/// another's.
public final class LeafBatch {
    private static final int EXPECTED_LEVELS = 1024;

    private final Leaf leaf;
    private final LeafBuilder values;
    private final Buffer definitions;
    private final Buffer repetitions;
    private int count;

    /// @param expected about how many values there will be
    /// @param scope for the values
    /// @param scratch for the levels, which are of no use once an array was made
    public LeafBatch(Leaf leaf, LeafBuilders builders, int expected, PageScope scope, PageScope scratch) {
        this.leaf = leaf;
        this.values = builders.builder(expected, scope);
        this.definitions = new Buffer(scratch, EXPECTED_LEVELS);
        this.repetitions = new Buffer(scratch, EXPECTED_LEVELS);
    }

    /// Appends levels and reads the values that belong to them.
    ///
    /// @param definition address of the definition levels, a byte each; not read if all are 0
    /// @param repetition address of the repetition levels, a byte each; not read if all are 0
    /// @param present how many of the values are not null
    public void append(long definition, long repetition, int levels, ValueDecoder decoder, int present)
            throws IOException {
        if (levels > Integer.MAX_VALUE - count) {
            throw new IOException("more than " + Integer.MAX_VALUE + " values: read fewer rows at once");
        }
        if (leaf.maxDefinition() > 0) {
            definitions.ensure(count, (long) count + levels);
            Memory.copy(definition, definitions.address() + count, levels);
        }
        if (leaf.maxRepetition() > 0) {
            repetitions.ensure(count, (long) count + levels);
            Memory.copy(repetition, repetitions.address() + count, levels);
        }
        count += levels;
        values.append(decoder, present);
    }

    Leaf leaf() {
        return leaf;
    }

    LeafBuilder values() {
        return values;
    }

    int count() {
        return count;
    }

    /// The definition level of an entry.
    int definition(int entry) {
        return leaf.maxDefinition() == 0 ? 0 : Memory.getByte(definitions.address() + entry);
    }

    /// The repetition level of an entry.
    int repetition(int entry) {
        return leaf.maxRepetition() == 0 ? 0 : Memory.getByte(repetitions.address() + entry);
    }

    /// Where definition levels stand; only if there are any.
    long definitions() {
        return definitions.address();
    }

    /// Where repetition levels stand; only if there are any.
    long repetitions() {
        return repetitions.address();
    }
}

package io.forwardstore.engine.internal.parquet.build;

import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.array.Bits;
import io.forwardstore.engine.internal.parquet.decode.FixedDecoder;
import io.forwardstore.engine.internal.parquet.decode.HybridReader;
import io.forwardstore.engine.internal.parquet.decode.PlainFixed;
import io.forwardstore.engine.internal.parquet.decode.ValueDecoder;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.function.LongPredicate;

/// Makes an array of a leaf that no struct or list surrounds.
///
/// **State.** Rows so far. **Threads.** One. **Ownership.** The memory is the scope's that it was made with.
public final class FlatBuilder {
    private static final long NOT_SHARED = 0;

    private final LeafBuilders builders;
    private final LeafBuilder values;
    private final PageScope scope;
    private final int expected;
    private long validity;
    private long shared = NOT_SHARED;
    private int count;
    private int present;

    /// @param expected how many rows there will be
    public FlatBuilder(LeafBuilders builders, int expected, PageScope scope) {
        this.builders = builders;
        this.values = builders.builder(expected, scope);
        this.scope = scope;
        this.expected = expected;
    }

    /// Reads the next rows of a page.
    ///
    /// @param definition the page's definition levels, null if nothing can be null
    public void append(@Nullable HybridReader definition, ValueDecoder decoder, int rows) throws IOException {
        append(decoder, rows, readValidity(definition, rows));
    }

    /// As [#append], for a page whose values can be kept where they stand: takes them in place if these are all rows
    /// and nothing needs to be changed about them.
    ///
    /// @param keeper keeps so many bytes of the page valid for as long as this builder's scope is open, if it can
    public void appendShared(@Nullable HybridReader definition, ValueDecoder decoder, int rows, LongPredicate keeper)
            throws IOException {
        int presentHere = readValidity(definition, rows);
        if (rows == expected
                && presentHere == rows
                && builders.keepsPlainValues()
                && decoder instanceof PlainFixed plain) {
            long address = plain.take(rows);
            if (address % alignment(builders.plainWidth()) == 0 && keeper.test((long) rows * builders.plainWidth())) {
                shared = address;
                return;
            }
            plain.untake(rows);
        }
        append(decoder, rows, presentHere);
    }

    private void append(ValueDecoder decoder, int rows, int presentHere) throws IOException {
        if (values instanceof FixedBuilder fixed && fixed.placesRows()) {
            fixed.appendRows((FixedDecoder) decoder, validity, rows, presentHere);
        } else {
            values.append(decoder, presentHere);
        }
    }

    /// The largest power of two that the width is a multiple of, up to a word.
    private static int alignment(int width) {
        return Math.min(Long.BYTES, Integer.lowestOneBit(width));
    }

    /// Answers how many rows are not null.
    private int readValidity(@Nullable HybridReader definition, int rows) {
        int presentHere = rows;
        if (definition != null) {
            if (validity == 0) {
                validity = scope.allocate(Bits.bytesFor(expected));
                Bits.setAll(validity, 0, count);
            }
            presentHere = definition.readBits(validity, count, rows);
        } else if (validity != 0) {
            Bits.setAll(validity, count, rows);
        }
        count += rows;
        present += presentHere;
        return presentHere;
    }

    /// Passes over rows of a page.
    ///
    /// @param definition the page's definition levels, null if nothing can be null
    public static void skip(@Nullable HybridReader definition, ValueDecoder decoder, int rows) {
        if (rows > 0) {
            decoder.skip(definition == null ? rows : definition.skipBits(rows));
        }
    }

    /// The array.
    public ArrayData finish(long fileOffsetBytes) throws IOException {
        if (shared != NOT_SHARED) {
            return ArrayData.fixedWidth(count, 0, 0, shared, fileOffsetBytes);
        }
        int nulls = count - present;
        return values.finish(count, nulls, nulls == 0 ? 0 : validity, fileOffsetBytes);
    }
}

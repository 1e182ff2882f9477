package io.forwardstore.engine.internal.array;

import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.ReadAhead;
import io.forwardstore.engine.internal.memory.Memory;

import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.Field;

import java.util.Arrays;

/// Copies selected values of some arrays into one new array: Arrow's "take", and its "concatenate".
///
/// Two steps, so that all columns of a result share one allocation: [#measure] follows and checks what the sources say
/// and answers the bytes needed; [#write] copies into memory that the caller got. One subclass for each layout, with
/// one loop for each width.
///
/// A gatherer keeps its state between the two steps and its scratch arrays between uses: one thread at a time, reused.
///
/// **Failure.** [MalformedPageException] where a source contradicts its format, from `measure` alone;
/// [IllegalArgumentException] if the values do not fit the layout's offsets or a vector's length.
public abstract class Gatherer {
    /// Every buffer starts on such a boundary (Arrow specification, "Buffer Alignment and Padding").
    public static final int ALIGNMENT_BYTES = 64;

    private Sources sources = new Sources();
    private Selection selection = new Selection();
    private long[] validities = new long[8];
    private boolean nullable;
    private long bytes;

    /// A gatherer for a field's vectors.
    ///
    /// @param field a field as it is stored: where it has a dictionary encoding, the sources are indices with a
    ///   dictionary and the copy holds values
    public static Gatherer of(Field field) {
        return Gatherers.of(field);
    }

    /// Checks what is selected.
    ///
    /// @param scope for memory that must live until [#write] is done
    /// @return the bytes that [#write] needs, a multiple of [#ALIGNMENT_BYTES]
    public final long measure(Sources sources, Selection selection, PageScope scope) {
        use(sources, selection);
        if (selection.total() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "Cannot gather " + selection.total() + " values: a vector holds at most " + Integer.MAX_VALUE);
        }
        nullable = hasValidity() && sources.hasValidity();
        if (nullable) {
            readValidities();
        }
        bytes = validityBytes() + measureValues(scope);
        return bytes;
    }

    /// Adds what [#measure] will touch, and what [#write] will as far as the selection alone tells.
    public final void planMeasure(Sources nextSources, Selection nextSelection, ReadAhead.Plan plan) {
        use(nextSources, nextSelection);
        if (hasValidity()) {
            for (int run = 0; run < selection.runs(); run++) {
                long validity = sources.get(selection.sources()[run]).validity();
                if (validity != 0) {
                    planBits(validity, run, plan);
                }
            }
        }
        planValues(plan);
    }

    /// Adds what [#write] will touch beyond that, known since [#measure].
    public void planWrite(ReadAhead.Plan plan) {}

    /// Adds the values of the selection, or what leads to them.
    void planValues(ReadAhead.Plan plan) {}

    /// Adds the bits of a run.
    final void planBits(long address, int run, ReadAhead.Plan plan) {
        int start = selection.starts()[run];
        int length = selection.lengths()[run];
        if (length > 0) {
            long first = (long) start >>> 3;
            long last = ((long) start + length - 1) >>> 3;
            plan.add(address + first, last - first + 1);
        }
    }

    /// Adds the first buffer's part of each run.
    ///
    /// @param width bytes of a value
    /// @param more values behind each run that are read too
    final void planFirstBuffer(int width, int more, ReadAhead.Plan plan) {
        for (int run = 0; run < selection.runs(); run++) {
            int length = selection.lengths()[run];
            if (length > 0) {
                long buffer = sources.get(selection.sources()[run]).buffer1();
                plan.add(buffer + (long) width * selection.starts()[run], (long) width * (length + more));
            }
        }
    }

    /// Stores only what differs: mostly it is what was used before.
    private void use(Sources nextSources, Selection nextSelection) {
        if (sources != nextSources) {
            sources = nextSources;
        }
        if (selection != nextSelection) {
            selection = nextSelection;
        }
    }

    /// What the last [#measure] answered.
    final long bytes() {
        return bytes;
    }

    /// Copies what was measured.
    ///
    /// @param address aligned memory of the size that [#measure] answered
    /// @return the copy; it uses no memory of the sources
    public final ArrayData write(long address) {
        int nullCount = writeNulls(address);
        return writeValues(length(), nullCount, writesValidity() ? address : 0, address + validityBytes());
    }

    /// Copies what was measured, and puts the copy into a vector.
    ///
    /// @param address aligned memory of the size that [#measure] answered
    /// @param tree the vector's field
    public void write(long address, FieldVector vector, LayoutTree tree, VectorLoader loader) {
        loader.load(vector, tree, write(address));
    }

    /// Writes the copy's validity and adds it to a vector's buffers.
    final void writeValidity(long address, VectorLoader loader) {
        if (nullable) {
            writeNulls(address);
            loader.addValidity(address, length());
        } else {
            loader.addAllSet(address, length());
        }
    }

    /// Writes the copy's validity, if it has one of its own; answers the number of nulls.
    private int writeNulls(long address) {
        if (!writesValidity()) {
            return 0;
        }
        if (nullable) {
            return length() - writeValidity(address);
        }
        Bits.setAll(address, 0, length());
        return 0;
    }

    /// Follows and checks the selected values; answers the bytes for the buffers behind the validity.
    abstract long measureValues(PageScope scope);

    /// Copies the selected values to `address`.
    abstract ArrayData writeValues(int length, int nullCount, long validity, long address);

    /// True if the sources have a validity buffer.
    boolean hasValidity() {
        return true;
    }

    /// True if the copy has a validity buffer that is the sources' own.
    boolean writesValidity() {
        return hasValidity();
    }

    final Sources sources() {
        return sources;
    }

    final Selection selection() {
        return selection;
    }

    final int length() {
        return (int) selection.total();
    }

    /// True if a source holds nulls.
    final boolean isNullable() {
        return nullable;
    }

    /// True if the value is null; only if [#isNullable].
    final boolean isNull(int source, int index) {
        long validity = validities[source];
        return validity != 0 && !Memory.getBit(validity, index);
    }

    static long aligned(long bytes) {
        return (bytes + ALIGNMENT_BYTES - 1) & -ALIGNMENT_BYTES;
    }

    static int[] grown(int[] array, int count) {
        return array.length >= count ? array : Arrays.copyOf(array, Math.max(count, array.length * 2));
    }

    static long[] grown(long[] array, int count) {
        return array.length >= count ? array : Arrays.copyOf(array, Math.max(count, array.length * 2));
    }

    final MalformedPageException malformed(int source, String expected) {
        return new MalformedPageException(sources.get(source).fileOffsetBytes(), expected);
    }

    final long validityBytes() {
        return writesValidity() ? aligned(Bits.bytesFor(length())) : 0;
    }

    private void readValidities() {
        validities = grown(validities, sources.count());
        for (int i = 0; i < sources.count(); i++) {
            validities[i] = sources.get(i).validity();
        }
    }

    /// Answers the number of values that are not null.
    private int writeValidity(long address) {
        return selection.isSingle() ? writeSingleValidity(address) : writeRunValidity(address);
    }

    private int writeSingleValidity(long address) {
        int[] from = selection.sources();
        int[] at = selection.starts();
        int count = selection.runs();
        int valid = 0;
        for (int first = 0; first < count; first += Byte.SIZE) {
            int end = Math.min(count, first + Byte.SIZE);
            int bits = 0;
            for (int i = first; i < end; i++) {
                long validity = validities[from[i]];
                int bit = validity == 0 ? 1 : Memory.getByte(validity + (at[i] >>> 3)) >>> (at[i] & 7) & 1;
                bits |= bit << (i - first);
                valid += bit;
            }
            Memory.putByte(address + (first >>> 3), (byte) bits);
        }
        return valid;
    }

    private int writeRunValidity(long address) {
        long bit = 0;
        for (int run = 0; run < selection.runs(); run++) {
            long validity = validities[selection.sources()[run]];
            int length = selection.lengths()[run];
            if (validity == 0) {
                Bits.setAll(address, bit, length);
            } else {
                Bits.copy(validity, selection.starts()[run], address, bit, length);
            }
            bit += length;
        }
        return (int) Bits.count(address, 0, bit);
    }
}

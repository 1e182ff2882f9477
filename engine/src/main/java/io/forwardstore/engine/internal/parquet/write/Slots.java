package io.forwardstore.engine.internal.parquet.write;

import java.util.Arrays;

/// The entries of a column while rows are shredded: for each a repetition level, a definition level, and the value of
/// the array at hand that it stands for (Parquet format, "Nested Encoding").
///
/// An entry whose path has ended in a null or an empty list has no value, and its definition level is final; one that
/// has a value is defined up to the step at hand.
///
/// **State.** The entries. **Threads.** One at a time.
final class Slots {
    /// The value of an entry that has ended.
    static final int ENDED = -1;

    private static final int FIRST_CAPACITY = 256;

    /// By entry; valid up to [#count].
    byte[] repetitions = new byte[FIRST_CAPACITY];

    byte[] definitions = new byte[FIRST_CAPACITY];
    int[] values = new int[FIRST_CAPACITY];
    int count;

    /// Makes these the rows `from` to `from + rows` of an array.
    void beginRows(int from, int rows) {
        count = 0;
        makeRoom(rows);
        Arrays.fill(repetitions, 0, rows, (byte) 0);
        for (int i = 0; i < rows; i++) {
            values[i] = from + i;
        }
        count = rows;
    }

    /// Adds an entry.
    void add(int repetition, int definition, int value) {
        if (count == values.length) {
            makeRoom(1);
        }
        repetitions[count] = (byte) repetition;
        definitions[count] = (byte) definition;
        values[count++] = value;
    }

    /// Makes room for more entries.
    void makeRoom(int entries) {
        int needed = Math.addExact(count, entries);
        if (needed > values.length) {
            int capacity = (int) Math.min(Integer.MAX_VALUE - 8, Math.max(2L * values.length, needed));
            repetitions = Arrays.copyOf(repetitions, capacity);
            definitions = Arrays.copyOf(definitions, capacity);
            values = Arrays.copyOf(values, capacity);
        }
    }

    /// Ends an entry.
    void end(int entry, int definition) {
        definitions[entry] = (byte) definition;
        values[entry] = ENDED;
    }
}

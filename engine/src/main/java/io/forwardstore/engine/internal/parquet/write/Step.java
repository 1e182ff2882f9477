package io.forwardstore.engine.internal.parquet.write;

import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.memory.Memory;

import org.apache.arrow.vector.types.pojo.ArrowType;

/// One step of the way from a column's rows to the values of a leaf.
///
/// **State.** None. **Threads.** Safe for concurrent calls. **Failure.** [IllegalArgumentException] for an array whose
/// offsets, indices or run ends lead out of it.
sealed interface Step {
    /// The array that the entries' values are in after the step.
    ArrayData into(ArrayData array);

    /// Takes the step.
    ///
    /// @param array where the entries' values are before it
    /// @param slots the entries
    /// @param spare where entries may be put instead
    /// @return the one of the two that has the entries
    Slots follow(ArrayData array, Slots slots, Slots spare);

    /// Ends entries that are null.
    ///
    /// @param definition the level of what is null
    record Nulls(int definition) implements Step {
        @Override
        public ArrayData into(ArrayData array) {
            return array;
        }

        @Override
        public Slots follow(ArrayData array, Slots slots, Slots spare) {
            if (array.validity() != 0) {
                for (int i = 0; i < slots.count; i++) {
                    int value = slots.values[i];
                    if (value != Slots.ENDED && !Memory.getBit(array.validity(), value)) {
                        slots.end(i, definition);
                    }
                }
            }
            return slots;
        }
    }

    /// Refuses nulls.
    ///
    /// @param column what has none, for the message
    record NoNulls(String column) implements Step {
        @Override
        public ArrayData into(ArrayData array) {
            return array;
        }

        @Override
        public Slots follow(ArrayData array, Slots slots, Slots spare) {
            if (array.validity() != 0) {
                for (int i = 0; i < slots.count; i++) {
                    int value = slots.values[i];
                    if (value != Slots.ENDED && !Memory.getBit(array.validity(), value)) {
                        throw new IllegalArgumentException(
                                "column '" + column + "' is declared without nulls and has one");
                    }
                }
            }
            return slots;
        }
    }

    /// Ends all entries: arrays of the null type.
    ///
    /// @param definition the level of what is null
    record AllNull(int definition) implements Step {
        @Override
        public ArrayData into(ArrayData array) {
            return array;
        }

        @Override
        public Slots follow(ArrayData array, Slots slots, Slots spare) {
            for (int i = 0; i < slots.count; i++) {
                if (slots.values[i] != Slots.ENDED) {
                    slots.end(i, definition);
                }
            }
            return slots;
        }
    }

    /// Goes to a child of a struct.
    record IntoChild(int child) implements Step {
        @Override
        public ArrayData into(ArrayData array) {
            return array.children()[child];
        }

        @Override
        public Slots follow(ArrayData array, Slots slots, Slots spare) {
            int length = array.children()[child].length();
            if (length < array.length()) {
                throw new IllegalArgumentException(
                        "a struct of " + array.length() + " values has a child of " + length);
            }
            return slots;
        }
    }

    /// Goes from indices to a dictionary's values.
    record IntoDictionary(ArrowType.Int indexType) implements Step {
        @Override
        public ArrayData into(ArrayData array) {
            ArrayData dictionary = array.dictionary();
            if (dictionary == null) {
                throw new IllegalArgumentException("a dictionary-encoded column has no dictionary");
            }
            return dictionary;
        }

        @Override
        public Slots follow(ArrayData array, Slots slots, Slots spare) {
            int length = into(array).length();
            for (int i = 0; i < slots.count; i++) {
                if (slots.values[i] != Slots.ENDED) {
                    long index = index(array.buffer1(), slots.values[i]);
                    if (index < 0 || index >= length) {
                        throw new IllegalArgumentException(
                                "Invalid index " + index + " into a dictionary of " + length + " values");
                    }
                    slots.values[i] = (int) index;
                }
            }
            return slots;
        }

        private long index(long indices, long at) {
            boolean signed = indexType.getIsSigned();
            return switch (indexType.getBitWidth()) {
                case Byte.SIZE -> {
                    byte index = Memory.getByte(indices + at);
                    yield signed ? index : index & 0xFF;
                }
                case Short.SIZE -> {
                    short index = Memory.getShort(indices + at * Short.BYTES);
                    yield signed ? index : index & 0xFFFF;
                }
                case Integer.SIZE -> {
                    int index = Memory.getInt(indices + at * Integer.BYTES);
                    yield signed ? index : Integer.toUnsignedLong(index);
                }
                default -> Memory.getLong(indices + at * Long.BYTES);
            };
        }
    }

    /// Goes from run-end encoded values to the values of their runs.
    ///
    /// @param bytes the width of a run end
    record IntoRuns(int bytes) implements Step {
        @Override
        public ArrayData into(ArrayData array) {
            return array.children()[1];
        }

        @Override
        public Slots follow(ArrayData array, Slots slots, Slots spare) {
            ArrayData ends = array.children()[0];
            int runs = Math.min(ends.length(), array.children()[1].length());
            int run = 0;
            for (int i = 0; i < slots.count; i++) {
                int value = slots.values[i];
                if (value == Slots.ENDED) {
                    continue;
                }
                if (run >= runs || end(ends, run) <= value || run > 0 && end(ends, run - 1) > value) {
                    run = find(ends, runs, value);
                }
                slots.values[i] = run;
            }
            return slots;
        }

        private int find(ArrayData ends, int runs, int value) {
            int low = 0;
            int high = runs;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (end(ends, middle) > value) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            if (low == runs) {
                throw new IllegalArgumentException("Invalid run ends: no run holds value " + value);
            }
            return low;
        }

        private long end(ArrayData ends, long run) {
            return switch (bytes) {
                case Short.BYTES -> Memory.getShort(ends.buffer1() + run * Short.BYTES);
                case Integer.BYTES -> Memory.getInt(ends.buffer1() + run * Integer.BYTES);
                default -> Memory.getLong(ends.buffer1() + run * Long.BYTES);
            };
        }
    }

    /// Goes from lists to their values.
    ///
    /// @param bounds where a list's values lie
    /// @param definition the level of an empty list
    /// @param repetition the level of the list
    record IntoList(ListBounds bounds, int definition, int repetition) implements Step {
        @Override
        public ArrayData into(ArrayData array) {
            return array.child();
        }

        @Override
        public Slots follow(ArrayData array, Slots slots, Slots spare) {
            spare.count = 0;
            int length = array.child().length();
            for (int i = 0; i < slots.count; i++) {
                int list = slots.values[i];
                if (list == Slots.ENDED) {
                    spare.add(slots.repetitions[i], slots.definitions[i], Slots.ENDED);
                    continue;
                }
                long start = bounds.start(array, list);
                long size = bounds.size(array, list);
                if (size == 0) {
                    spare.add(slots.repetitions[i], definition, Slots.ENDED);
                    continue;
                }
                if (start < 0 || size < 0 || size > length || start > length - size) {
                    throw new IllegalArgumentException(
                            "Invalid list of "
                                    + size
                                    + " values from "
                                    + start
                                    + ": expected a range within "
                                    + length
                                    + " values");
                }
                addList(spare, slots.repetitions[i], (int) start, (int) size);
            }
            return spare;
        }

        private void addList(Slots target, int firstRepetition, int start, int size) {
            target.makeRoom(size);
            int at = target.count;
            for (int j = 0; j < size; j++) {
                target.repetitions[at + j] = (byte) repetition;
                target.values[at + j] = start + j;
            }
            target.repetitions[at] = (byte) firstRepetition;
            target.count = at + size;
        }
    }

    /// Where the values of lists lie.
    sealed interface ListBounds {
        long start(ArrayData array, int list);

        long size(ArrayData array, int list);

        /// Lists with offsets of 4 or 8 bytes.
        record Offsets(int offsetBytes) implements ListBounds {
            @Override
            public long start(ArrayData array, int list) {
                return at(array.buffer1(), offsetBytes, list);
            }

            @Override
            public long size(ArrayData array, int list) {
                return at(array.buffer1(), offsetBytes, list + 1L) - start(array, list);
            }
        }

        /// List views with offsets and sizes of 4 or 8 bytes.
        record Views(int offsetBytes) implements ListBounds {
            @Override
            public long start(ArrayData array, int list) {
                return at(array.buffer1(), offsetBytes, list);
            }

            @Override
            public long size(ArrayData array, int list) {
                return at(array.buffer2(), offsetBytes, list);
            }
        }

        /// Lists of one size.
        record Fixed(int listSize) implements ListBounds {
            @Override
            public long start(ArrayData array, int list) {
                return (long) list * listSize;
            }

            @Override
            public long size(ArrayData array, int list) {
                return listSize;
            }
        }

        private static long at(long address, int bytes, long index) {
            return bytes == Integer.BYTES
                    ? Memory.getInt(address + index * Integer.BYTES)
                    : Memory.getLong(address + index * Long.BYTES);
        }
    }
}

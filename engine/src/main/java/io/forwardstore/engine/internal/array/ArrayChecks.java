package io.forwardstore.engine.internal.array;

import io.forwardstore.engine.internal.memory.Memory;

import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/// Checks everything in an array that readers follow, before the array is handed out whole.
///
/// Gather kernels check just what they follow; whoever gets an array without a copy follows it without us.
public final class ArrayChecks {
    private ArrayChecks() {}

    /// Checks offsets, sizes, views, type ids, run ends and dictionary indices, in children and dictionaries too.
    ///
    /// @param field the field as it is stored
    /// @throws MalformedPageException at the first one that leads outside
    public static void check(Field field, ArrayData array) {
        ArrayData dictionary = array.dictionary();
        if (field.getDictionary() != null && dictionary != null) {
            checkIndices(StoredFields.indexType(field.getDictionary()), array);
            checkValues(field, dictionary);
        } else {
            checkValues(field, array);
        }
    }

    private static void checkValues(Field field, ArrayData array) {
        switch (Layout.of(field)) {
            case Layout.Null _, Layout.Bit _, Layout.FixedWidth _ -> {}
            case Layout.VarWidth l -> checkOffsets(array, l.offsetBytes(), array.buffer2Bytes());
            case Layout.View _ -> checkViews(array);
            case Layout.ListOf l -> {
                checkOffsets(array, l.offsetBytes(), array.child().length());
                checkChildren(field, array);
            }
            case Layout.ListView l -> {
                checkListViews(array, l.offsetBytes());
                checkChildren(field, array);
            }
            case Layout.FixedSizeList _, Layout.Struct _ -> checkChildren(field, array);
            case Layout.SparseUnion _ -> {
                checkTypeIds(field, array, false);
                checkChildren(field, array);
            }
            case Layout.DenseUnion _ -> {
                checkTypeIds(field, array, true);
                checkChildren(field, array);
            }
            case Layout.RunEndEncoded _ -> {
                checkRunEnds(field, array);
                checkChildren(field, array);
            }
        }
    }

    private static void checkChildren(Field field, ArrayData array) {
        for (int i = 0; i < array.children().length; i++) {
            check(field.getChildren().get(i), array.children()[i]);
        }
    }

    private static void checkOffsets(ArrayData array, int offsetBytes, long extent) {
        if (array.length() == 0) {
            return;
        }
        boolean ascending =
                offsetBytes == Integer.BYTES
                        ? areAscendingInts(array.buffer1(), array.length())
                        : areAscendingLongs(array.buffer1(), array.length());
        long first = offsetAt(array, offsetBytes, 0);
        long last = offsetAt(array, offsetBytes, array.length());
        if (!ascending || first < 0 || last > extent) {
            throw malformed(
                    array,
                    "expected ascending offsets from 0 up to "
                            + extent
                            + ", found "
                            + first
                            + " to "
                            + last
                            + (ascending ? "" : ", not ascending"));
        }
    }

    private static boolean areAscendingInts(long offsets, int length) {
        int descents = 0;
        int previous = Memory.getPlainInt(offsets);
        for (int i = 1; i <= length; i++) {
            int next = Memory.getPlainInt(offsets + 4L * i);
            descents |= next < previous ? 1 : 0;
            previous = next;
        }
        return descents == 0;
    }

    private static boolean areAscendingLongs(long offsets, int length) {
        int descents = 0;
        long previous = Memory.getLong(offsets);
        for (int i = 1; i <= length; i++) {
            long next = Memory.getLong(offsets + 8L * i);
            descents |= next < previous ? 1 : 0;
            previous = next;
        }
        return descents == 0;
    }

    private static long offsetAt(ArrayData array, int offsetBytes, long index) {
        return Offsets.get(offsetBytes, array.buffer1(), index);
    }

    private static void checkViews(ArrayData array) {
        for (int i = 0; i < array.length(); i++) {
            String problem = isNull(array, i) ? null : ViewGatherer.problemOf(array, i);
            if (problem != null) {
                throw malformed(array, problem);
            }
        }
    }

    private static void checkListViews(ArrayData array, int offsetBytes) {
        long extent = array.child().length();
        // Lists that are null are no exception: Arrow's Java vectors follow them too.
        for (int i = 0; i < array.length(); i++) {
            long offset = offsetAt(array, offsetBytes, i);
            long size = Offsets.get(offsetBytes, array.buffer2(), i);
            if (offset < 0 || size < 0 || offset > extent || size > extent - offset) {
                throw malformed(
                        array,
                        "expected a list within "
                                + extent
                                + " values, found offset "
                                + offset
                                + " and size "
                                + size
                                + " for value "
                                + i
                                + " of the page");
            }
        }
    }

    private static void checkTypeIds(Field field, ArrayData array, boolean dense) {
        TypeIds typeIds = new TypeIds(StoredFields.typeIds(field));
        for (int i = 0; i < array.length(); i++) {
            byte typeId = Memory.getByte(array.buffer1() + i);
            int child = typeIds.childOf(typeId);
            if (child == TypeIds.NO_CHILD) {
                throw malformed(array, TypeIds.expected(typeId, i));
            }
            int offset = dense ? Memory.getInt(array.buffer2() + 4L * i) : i;
            int childLength = array.children()[child].length();
            if (offset < 0 || offset >= childLength) {
                throw malformed(
                        array,
                        "expected a union offset below "
                                + childLength
                                + ", found "
                                + offset
                                + " for value "
                                + i
                                + " of the page");
            }
        }
    }

    private static void checkRunEnds(Field field, ArrayData array) {
        checkRunEnds(array, ((Layout.FixedWidth) Layout.of(field.getChildren().get(0))).bytes());
    }

    /// Checks that run ends ascend strictly from 1 and reach the array's length, and that each run has a value.
    ///
    /// @param runEndBytes 2, 4 or 8
    public static void checkRunEnds(ArrayData array, int runEndBytes) {
        ArrayData ends = array.children()[0];
        long previous = 0;
        for (int run = 0; run < ends.length(); run++) {
            long end = RunEndGatherer.runEnd(ends, runEndBytes, run);
            if (end <= previous) {
                throw malformed(
                        array, "expected ascending run ends, found " + end + " after " + previous + " at run " + run);
            }
            previous = end;
        }
        if (previous < array.length() || array.children()[1].length() < ends.length()) {
            throw malformed(
                    array,
                    "expected run ends up to "
                            + array.length()
                            + " with a value each, found "
                            + ends.length()
                            + " up to "
                            + previous
                            + " and "
                            + array.children()[1].length()
                            + " values");
        }
    }

    private static void checkIndices(ArrowType.Int indexType, ArrayData array) {
        for (int i = 0; i < array.length(); i++) {
            String problem = isNull(array, i) ? null : DictionaryGatherer.problemOf(array, indexType, i);
            if (problem != null) {
                throw malformed(array, problem);
            }
        }
    }

    private static boolean isNull(ArrayData array, int index) {
        return array.validity() != 0 && !Memory.getBit(array.validity(), index);
    }

    private static MalformedPageException malformed(ArrayData array, String expected) {
        return new MalformedPageException(array.fileOffsetBytes(), expected);
    }
}

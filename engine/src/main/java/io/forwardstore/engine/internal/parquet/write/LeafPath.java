package io.forwardstore.engine.internal.parquet.write;

import io.forwardstore.engine.internal.array.ArrayData;

import java.util.ArrayList;
import java.util.List;

/// The way from a top-level column to one of its leaves.
///
/// @param column the number of the top-level column
/// @param names the names of the schema's elements on the way, without the root
/// @param steps what leads there in Arrow arrays
/// @param definition the level of a value
/// @param repetition the highest level
/// @param type how values are written
record LeafPath(int column, List<String> names, List<Step> steps, int definition, int repetition, LeafType type) {
    /// The name as messages show it.
    String name() {
        return String.join(".", names);
    }

    /// Follows the steps.
    ///
    /// @param slots the rows' entries; replaced by `spare` and back on the way
    Shredded shred(ArrayData columnArray, Slots slots, Slots spare) {
        ArrayData array = columnArray;
        Slots entries = slots;
        Slots other = spare;
        for (Step step : steps) {
            Slots result = step.follow(array, entries, other);
            other = result == entries ? other : entries;
            entries = result;
            array = step.into(array);
        }
        return new Shredded(array, entries);
    }

    /// True if a row is one value, null or not, at the row's place in an array.
    boolean isFlat() {
        return repetition == 0
                && steps.stream()
                        .noneMatch(step -> step instanceof Step.IntoDictionary || step instanceof Step.IntoRuns);
    }

    /// @param array the leaf's array
    /// @param slots the entries, whose values are in it
    record Shredded(ArrayData array, Slots slots) {}

    /// A path that goes on from another.
    static List<Step> then(List<Step> steps, Step... more) {
        List<Step> longer = new ArrayList<>(steps);
        longer.addAll(List.of(more));
        return List.copyOf(longer);
    }
}

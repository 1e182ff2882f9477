package io.forwardstore.engine.internal.parquet.schema;

import io.forwardstore.engine.internal.parquet.format.LogicalType;
import io.forwardstore.engine.internal.parquet.format.Repetition;
import io.forwardstore.engine.internal.parquet.format.SchemaElement;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A node of Parquet's schema with its levels.
///
/// @param definition the definition level at which the field itself is there
/// @param leaf null for a group
record ParquetField(
        SchemaElement element, int definition, int repetition, List<ParquetField> children, @Nullable Leaf leaf) {
    String name() {
        return element.name();
    }

    LogicalType logicalType() {
        return element.logicalType();
    }

    boolean isGroup() {
        return leaf == null;
    }

    boolean isRepeated() {
        return element.repetition() == Repetition.REPEATED;
    }

    boolean isOptional() {
        return element.repetition() == Repetition.OPTIONAL;
    }
}

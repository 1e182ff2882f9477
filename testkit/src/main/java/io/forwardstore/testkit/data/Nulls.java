package io.forwardstore.testkit.data;

import java.util.Random;

/// Which of a column's values are null.
public enum Nulls {
    /// None may be: the field is not nullable.
    REQUIRED,
    /// None is, though any may be.
    NONE,
    /// About one in four.
    SOME,
    /// All.
    ALL;

    boolean isNull(Random random) {
        return switch (this) {
            case REQUIRED, NONE -> false;
            case SOME -> random.nextInt(4) == 0;
            case ALL -> true;
        };
    }

    /// What holds for the children of values that are not null.
    Nulls ofChild() {
        return this == ALL ? SOME : this;
    }
}

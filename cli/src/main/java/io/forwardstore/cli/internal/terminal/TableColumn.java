package io.forwardstore.cli.internal.terminal;

/// A column of a table of text.
///
/// @param title what stands above it
/// @param alignment where in its width a cell stands
public record TableColumn(String title, Alignment alignment) {
    /// Where in a column's width a cell stands.
    public enum Alignment {
        LEFT,
        RIGHT
    }

    /// A column for text.
    public static TableColumn left(String title) {
        return new TableColumn(title, Alignment.LEFT);
    }

    /// A column for numbers.
    public static TableColumn right(String title) {
        return new TableColumn(title, Alignment.RIGHT);
    }
}

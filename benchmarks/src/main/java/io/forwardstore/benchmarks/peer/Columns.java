package io.forwardstore.benchmarks.peer;

import java.util.List;

/// The columns of a question, in the order asked for.
public enum Columns {
    /// Two numbers, one of them with nulls.
    TWO("price", "score"),
    /// A key, a string and two numbers: what a page of search results shows.
    FOUR("id", "title", "price", "score"),
    /// A key and 512 bytes.
    EMBEDDING("id", "embedding"),
    /// All columns without nesting.
    FLAT("id", "category", "title", "price", "score", "ts", "flag"),
    /// All columns.
    ALL("id", "category", "title", "price", "score", "ts", "flag", "tags", "embedding");

    @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed
    private final List<String> names;

    Columns(String... names) {
        this.names = List.of(names);
    }

    /// Their names.
    public List<String> names() {
        return names;
    }

    /// Their names, for SQL.
    public String sql() {
        return String.join(", ", names);
    }
}

package io.forwardstore.benchmarks.peer;

import java.util.EnumSet;
import java.util.Set;

/// The form of the table that a peer reads.
public enum TableForm {
    /// The whole table in the format that serves the library best.
    BEST("best", "its own best format", Columns.ALL),
    /// The columns without nesting as Parquet with ZSTD by DuckDB: large pages, no page index.
    DUCKDB_PARQUET("duckdb.parquet", "Parquet (ZSTD) written by DuckDB", Columns.FLAT),
    /// The columns without nesting as Parquet with ZSTD by this project: small pages and a page index.
    SMALL_PAGES("small-pages.parquet", "Parquet (ZSTD) of small pages", Columns.FLAT),
    /// The columns without nesting as Parquet with LZ4 by this project, by its settings for fetching.
    FETCHING("fetching.parquet", "Parquet (LZ4) made for fetching", Columns.FLAT);

    /// The forms of Parquet with ZSTD.
    public static final Set<TableForm> ZSTD = Set.copyOf(EnumSet.of(DUCKDB_PARQUET, SMALL_PAGES));

    private final String id;
    private final String title;
    private final Columns everything;

    TableForm(String id, String title, Columns everything) {
        this.id = id;
        this.title = title;
        this.everything = everything;
    }

    /// The name in benchmark parameters, and of its file.
    public String id() {
        return id;
    }

    /// The name for people.
    public String title() {
        return title;
    }

    /// All columns that this form has.
    public Columns everything() {
        return everything;
    }
}

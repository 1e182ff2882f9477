package io.forwardstore.benchmarks.peer;

import static io.forwardstore.benchmarks.peer.Case.FETCH1;
import static io.forwardstore.benchmarks.peer.Case.FETCH100;
import static io.forwardstore.benchmarks.peer.Case.FETCH100V;
import static io.forwardstore.benchmarks.peer.Case.OPEN;
import static io.forwardstore.benchmarks.peer.Case.SCAN2;
import static io.forwardstore.benchmarks.peer.Case.SCAN4;
import static io.forwardstore.benchmarks.peer.TableForm.BEST;
import static io.forwardstore.benchmarks.peer.TableForm.DUCKDB_PARQUET;
import static io.forwardstore.benchmarks.peer.TableForm.FETCHING;
import static io.forwardstore.benchmarks.peer.TableForm.SMALL_PAGES;

import io.forwardstore.benchmarks.peer.Side.Asked;
import io.forwardstore.benchmarks.peer.Side.Opened;
import io.forwardstore.benchmarks.peer.Side.Raw;
import io.forwardstore.benchmarks.peer.Side.Source;

/// How much of another's time this project may take for the same work.
public enum Bar {
    /// A fetch from the mapped file beside a gather written for this table.
    FETCH100_FLOOR(1.3, FETCH100, ours("MMapFileStorage", BEST), hand(FloorPeers.LOOPS)),
    /// The same of embeddings.
    FETCH100V_FLOOR(1.3, FETCH100V, ours("MMapFileStorage", BEST), hand(FloorPeers.LOOPS)),
    /// A scan of the mapped file beside the same loops over resident vectors.
    SCAN2_FLOOR(1.05, SCAN2, ours("MMapFileStorage", BEST), hand(FloorPeers.LOOPS)),
    /// The same with strings.
    SCAN4_FLOOR(1.05, SCAN4, ours("MMapFileStorage", BEST), hand(FloorPeers.LOOPS)),
    /// An open beside mapping the file and parsing its footer.
    OPEN_FLOOR(
            1.3,
            OPEN,
            ours("MMapFileStorage", BEST),
            hand(FloorPeers.OPENING),
            "An open reads the message of each of the 16 batches to know its rows, 2 to 3 µs each, and checks all of"
                    + " it; the floor reads the footer and the first batch's."),
    /// An open of a file of 10 GB beside one of 1 MB.
    OPEN_SIZE(
            1.1,
            OPEN,
            _ -> new Opened(80_000_000),
            _ -> new Opened(8_000),
            "Mapping more than 1 GiB needs page tables of its own, which are dear on virtual machines: there, mmap, one"
                    + " touch and munmap alone took a C program 100 µs for 1 MB and 220 µs for 10 GB."),
    /// A row beside the fastest library.
    FETCH1_LUCENE(
            1.0 / 2,
            FETCH1,
            ours("MMapFileStorage", BEST),
            other("Lucene doc values"),
            "Making and closing four vectors with nine buffers is half of it, and part of any answer in Arrow vectors;"
                    + " a third is waiting for memory, column after column. Lucene answers numbers, and bytes that stay"
                    + " its own."),
    /// A fetch beside the fastest library.
    FETCH100_LUCENE(1.0 / 2, FETCH100, ours("MMapFileStorage", BEST), other("Lucene doc values")),
    /// A fetch of embeddings beside the fastest library.
    FETCH100V_LUCENE(1.0 / 2, FETCH100V, ours("MMapFileStorage", BEST), other("Lucene doc values")),
    /// An open beside the fastest library.
    OPEN_LUCENE(1, OPEN, ours("MMapFileStorage", BEST), other("Lucene doc values")),
    /// A fetch beside a store of keys and values.
    FETCH100_ROCKSDB(1.0 / 15, FETCH100, ours("MMapFileStorage", BEST), other("RocksDB")),
    /// A fetch beside a format made for taking rows.
    FETCH100_LANCE(1.0 / 200, FETCH100, ours("MMapFileStorage", BEST), other("Lance")),
    /// A fetch through the pool beside the mapping of the same file.
    POOL_ARROW(1.3, FETCH100, ours("BufferPoolStorage", BEST), ours("MMapFileStorage", BEST)),
    /// A fetch of cached pages of Parquet beside the mapped Arrow file.
    POOL_PARQUET(2, FETCH100, ours("BufferPoolStorage", SMALL_PAGES), ours("MMapFileStorage", BEST)),
    /// A scan of Parquet beside the decompression of its pages.
    PARQUET_SCAN4_RAW(
            1.3,
            SCAN4,
            ours("MMapFileStorage", DUCKDB_PARQUET),
            raw(DUCKDB_PARQUET),
            "Of the scan, decompression takes 76 %, the reader's own loop over all values 9 %, decoding strings 6 %,"
                    + " copying compressed bytes out of the mapping 5 % (native code that met a truncated file there"
                    + " would end the process), offsets and nulls 2 %."),
    /// A scan of Parquet beside DuckDB's, on one thread.
    PARQUET_SCAN4_DUCKDB(1, SCAN4, ours("MMapFileStorage", DUCKDB_PARQUET), other("DuckDB, 1 thread", DUCKDB_PARQUET)),
    /// A scan of Parquet on two threads beside Arrow C++, which uses all.
    PARQUET_SCAN4_ARROW(
            1 / 1.3,
            SCAN4,
            ours("MMapFileStorage, 2 threads", DUCKDB_PARQUET),
            other("Arrow C++, all threads", DUCKDB_PARQUET),
            "Two threads together take 62 ms of processor time for what one does in 51 (they may share a core), and are"
                + " busy 84 % of the time: opening the next page of the longest column is one thread's work. This is"
                + " what varies most from run to run."),
    /// A fetch from Parquet of large pages beside the decompression of those that the rows lie in.
    PARQUET_FETCH100_RAW(1.3, FETCH100, ours("MMapFileStorage", DUCKDB_PARQUET), raw(DUCKDB_PARQUET)),
    /// A fetch from Parquet of large pages beside DuckDB's.
    PARQUET_FETCH100_DUCKDB(
            1 / 1.5,
            FETCH100,
            ours("MMapFileStorage", DUCKDB_PARQUET),
            other("DuckDB, 1 thread", DUCKDB_PARQUET),
            "Decompressing the pages alone is 0.5 to 0.6 of DuckDB's time."),
    /// A fetch from Parquet as this project writes it beside a format made for taking rows.
    SMALL_PAGES_FETCH100_LANCE(1, FETCH100, ours("MMapFileStorage", SMALL_PAGES), other("Lance")),
    /// The same with the settings for fetching.
    FETCHING_FETCH100_LANCE(1.0 / 3, FETCH100, ours("MMapFileStorage", FETCHING), other("Lance"));

    private final double limit;
    private final String reason;
    private final Case question;

    @SuppressWarnings("ImmutableEnumChecker") // sources are records of what cannot be changed
    private final Source ours;

    @SuppressWarnings("ImmutableEnumChecker")
    private final Source other;

    Bar(double limit, Case question, Role ours, Role other) {
        this(limit, question, ours, other, "");
    }

    Bar(double limit, Case question, Role ours, Role other, String reason) {
        this.limit = limit;
        this.reason = reason;
        this.question = question;
        this.ours = ours.at(question);
        this.other = other.at(question);
    }

    @FunctionalInterface
    private interface Role {
        Source at(Case question);
    }

    private static Role ours(String backend, TableForm form) {
        return other(backend, form);
    }

    private static Role hand(String floor) {
        return other(floor, BEST);
    }

    private static Role other(String library) {
        return other(library, BEST);
    }

    private static Role other(String library, TableForm form) {
        return question -> new Asked(Peers.byName(library + " @ " + form.id()), question);
    }

    private static Role raw(TableForm form) {
        return question -> new Raw(form, question);
    }

    /// The most that our time divided by the other's may be.
    public double limit() {
        return limit;
    }

    /// Why it may be missed, as was measured; empty if there is no reason.
    public String reason() {
        return reason;
    }

    /// What both are asked.
    public Case question() {
        return question;
    }

    /// This project's side.
    public Source ours() {
        return ours;
    }

    /// The other side.
    public Source other() {
        return other;
    }
}

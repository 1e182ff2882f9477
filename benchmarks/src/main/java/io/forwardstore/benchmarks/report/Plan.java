package io.forwardstore.benchmarks.report;

import io.forwardstore.benchmarks.peer.Bar;
import io.forwardstore.benchmarks.peer.Case;
import io.forwardstore.benchmarks.peer.Peer;
import io.forwardstore.benchmarks.peer.Peers;
import io.forwardstore.benchmarks.peer.StorePeers;
import io.forwardstore.benchmarks.peer.TableCopy;
import io.forwardstore.benchmarks.peer.TableForm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// What is measured, in the order in which it is measured.
///
/// @param name of the plan
/// @param pace how long each measurement takes
/// @param growth how far tables and requests grow
record Plan(String name, Pace pace, Growth growth) {
    /// How far tables and requests grow.
    ///
    /// @param tableRows the rows of tables
    /// @param tableColumns the columns asked for of 1,000
    /// @param fetchRows the rows of a fetch
    /// @param budgets of the pool, in per cent of the decoded pages; 0 for the mapped backend
    record Growth(List<String> tableRows, List<String> tableColumns, List<String> fetchRows, List<String> budgets) {
        static final Growth SHORT =
                new Growth(
                        List.of("10000", "1000000", "10000000"),
                        List.of("4", "64", "1000"),
                        List.of("1", "1000", "100000"),
                        List.of("0", "5", "10", "25", "50", "100"));

        static final Growth LONG =
                new Growth(
                        List.of("10000", "100000", "1000000", "10000000", "100000000"),
                        List.of("4", "16", "64", "256", "1000"),
                        List.of("1", "10", "100", "1000", "10000", "100000"),
                        List.of("0", "1", "2", "5", "10", "25", "50", "75", "100"));
    }

    static final String PEERS = "PeerBenchmark.";
    static final String RAW_WORK = "RawBenchmark.";
    static final String THREADED = PEERS + "fetch100";
    static final String ZIPF = "ZipfBenchmark.fetch100";
    static final String FETCH_ROWS = "FetchSizeBenchmark.fetch";
    static final String TABLE_ROWS = "TableSizeBenchmark.fetch100";
    static final String OPEN_ROWS = "TableSizeBenchmark.open1";
    static final String TABLE_COLUMNS = "TableWidthBenchmark.fetch100";
    static final String WRITE = "WriteBenchmark.write";
    static final String BARS = "RatioBenchmark.pair";
    static final List<String> THREADS = List.of("1", "2", "4", "8");
    static final List<Case> RAW = List.of(Case.SCAN2, Case.SCAN4);
    static final List<Case> MIXED = List.of(Case.FETCH100, Case.SCAN4);

    /// Who is asked by several threads, and for more and more rows.
    static final List<String> FASTEST =
            List.of("MMapFileStorage @ best", "BufferPoolStorage @ best", "Lucene doc values @ best");

    static final Plan SHORT = new Plan("short", Pace.SHORT, Growth.SHORT);
    static final Plan LONG = new Plan("long", Pace.LONG, Growth.LONG);
    static final Plan TRIAL = new Plan("trial", Pace.TRIAL, Growth.SHORT);

    /// The plan of that name.
    static Plan byName(String name) {
        return switch (name) {
            case "short" -> SHORT;
            case "long" -> LONG;
            case "trial" -> TRIAL;
            default -> throw new IllegalArgumentException("No plan named '" + name + "'");
        };
    }

    /// What is measured, each element in a JVM of its own.
    List<Fork> forks() {
        List<Fork> forks = new ArrayList<>();
        for (Peer peer : Peers.all()) {
            forks.add(new Fork(peer.name(), ofPeer(peer)));
        }
        for (Bar bar : Bar.values()) {
            forks.add(Fork.of(BARS + " " + bar, Stage.of(BARS).with("bar", List.of(bar.name())).at(pace.longer())));
        }
        forks.add(
                new Fork(
                        RAW_WORK + "*",
                        RAW.stream()
                                .map(question -> Stage.of(RAW_WORK + question.method()).with("form", forms()))
                                .toList()));
        for (Case question : MIXED) {
            for (String peer : backends()) {
                forks.add(Fork.of(peer + ", mixed, " + question, ofPeer(peer, question, "mixed")));
            }
        }
        for (String backend : StorePeers.BACKENDS) {
            forks.add(new Fork(backend + ", tables of numbers", ofNumbers(backend)));
        }
        forks.add(Fork.of(ZIPF, Stage.of(ZIPF).with("budgetPercent", growth.budgets)));
        List<String> copies = Arrays.stream(TableCopy.values()).map(Enum::name).toList();
        forks.add(Fork.of(WRITE, Stage.of(WRITE).with("copy", copies).at(Pace.SLOW)));
        return forks;
    }

    private List<Stage> ofPeer(Peer peer) {
        List<Stage> stages = new ArrayList<>();
        for (Case question : Case.values()) {
            if (peer.cases().contains(question)) {
                Stage stage = ofPeer(peer.name(), question, "alone");
                stages.add(peer.isSlow(question) ? stage.at(Pace.SLOW) : stage);
            }
        }
        if (FASTEST.contains(peer.name())) {
            for (String threads : THREADS.subList(1, THREADS.size())) {
                stages.add(ofPeer(peer.name(), Case.FETCH100, "alone").withThreads(Integer.parseInt(threads)));
            }
            stages.add(Stage.of(FETCH_ROWS).with("peer", List.of(peer.name())).with("rows", growth.fetchRows));
        }
        return stages;
    }

    private static Stage ofPeer(String peer, Case question, String company) {
        return Stage.of(PEERS + question.method()).with("peer", List.of(peer)).with("company", List.of(company));
    }

    private List<Stage> ofNumbers(String backend) {
        List<Stage> stages = new ArrayList<>();
        List<String> backends = List.of(backend);
        stages.add(Stage.of(TABLE_COLUMNS).with("backend", backends).with("columns", growth.tableColumns));
        stages.add(Stage.of(TABLE_ROWS).with("backend", backends).with("rows", growth.tableRows));
        if (backend.equals(PeerTables.BASE)) {
            stages.add(Stage.of(OPEN_ROWS).with("backend", backends).with("rows", growth.tableRows));
        }
        return stages;
    }

    /// The forms whose raw work is known: the bytes of Arrow vectors, and pages of ZSTD.
    private static List<String> forms() {
        return Stream.concat(Stream.of(TableForm.BEST), TableForm.ZSTD.stream()).map(Enum::name).toList();
    }

    /// This project's backends over the form that serves them best.
    static List<String> backends() {
        return Peers.all().stream()
                .filter(peer -> peer.form() == TableForm.BEST && StorePeers.isOurs(peer))
                .map(Peer::name)
                .toList();
    }
}

package io.forwardstore.benchmarks.report;

import io.forwardstore.benchmarks.BenchmarkTable;
import io.forwardstore.benchmarks.Flags;
import io.forwardstore.benchmarks.ProcessProfiler;
import io.forwardstore.benchmarks.Ratios;
import io.forwardstore.benchmarks.peer.Bar;
import io.forwardstore.benchmarks.peer.Case;
import io.forwardstore.benchmarks.peer.TableCopy;
import io.forwardstore.benchmarks.peer.TableForm;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The page that says what was measured, with its pictures beside it.
final class Report {
    private final Path folder;
    private final Figures figures;
    private final Markdown page = new Markdown();

    /// @param folder of the page and its pictures
    Report(Path folder, Figures figures) {
        this.folder = folder;
        this.figures = figures;
    }

    /// Writes the page and the pictures.
    ///
    /// @param command that was given
    /// @param plan that was carried out
    /// @param minutes it took
    void write(String command, Plan plan, long minutes) throws IOException {
        deletePictures();
        head(command, plan, minutes);
        bars();
        peers(TableForm.BEST, "benchmarks-best.svg");
        peers(TableForm.DUCKDB_PARQUET, "benchmarks-parquet.svg");
        peers(TableForm.SMALL_PAGES, "benchmarks-small-pages.svg");
        peers(TableForm.FETCHING, "benchmarks-fetching.svg");
        floors();
        allocations();
        mixed();
        threads();
        zipf();
        writing();
        growth();
        faults();
        Files.writeString(folder.resolve("benchmarks.md"), page.toString());
    }

    /// Deletes the pictures of an earlier run, of which this page may not show all.
    private void deletePictures() throws IOException {
        try (DirectoryStream<Path> pictures = Files.newDirectoryStream(folder, "benchmarks-*.svg")) {
            for (Path picture : pictures) {
                Files.delete(picture);
            }
        }
    }

    private void head(String command, Plan plan, long minutes) {
        page.heading(1, "Benchmarks");
        page.paragraph(
                "This page is generated. Do not edit it: run `%s` on a machine with nothing else to do.", command);
        page.paragraph(
                "That took %d minutes here. Times are medians of %s. Each library has a JVM for itself in which it"
                        + " answers the cases one after the other, and so has each pair that is compared. Compare"
                        + " figures of one run only: absolute times move with the machine.",
                minutes, plan.pace());
        page.list(Machine.description());
        page.paragraph("Libraries: %s.", String.join(", ", Machine.versions()));
        page.paragraph("Flags of every JVM: `%s`. This project needs none of them.", Flags.all());
        page.paragraph(
                "The table has %,d rows, every value a function of seed, row and column: id int64, category utf8, title"
                    + " utf8 (30 to 50 bytes), price float64, score float32 (10 %% null), ts, flag, tags list of utf8,"
                    + " embedding of 128 float32. FETCH1, FETCH100 and FETCH1000 ask for {id, title, price, score} of"
                    + " so many random rows, unsorted; FETCH100V for {id, embedding} of 100; SCAN2 for {price, score}"
                    + " of all rows, SCAN4 for {id, title, price, score}, SCAN all for everything; OPEN opens, reads"
                    + " the first row and closes. Every value of every answer is read. Before a measurement files are"
                    + " read through and answers compared with the generator; a peer that answers something else has no"
                    + " figure.",
                BenchmarkTable.ROWS);
    }

    private void bars() {
        if (!figures.wasRun(Plan.BARS)) {
            return;
        }
        page.heading(2, "What this project is held to");
        page.paragraph(
                "Two are asked the same in turn, in one JVM, and the quotient of the two times is one sample: this"
                    + " holds on a machine that changes its speed from second to second, where the other tables of this"
                    + " page compare figures of different minutes. The median of the samples is to stay below the bar."
                    + " One bar alone, and longer: `java -jar benchmarks/target/forwardstore-benchmarks-*.jar"
                    + " RatioBenchmark -p bar=%s -prof %s`.",
                Bar.FETCH100_LUCENE, Ratios.class.getName());
        new BarTable(figures).write(page);
    }

    private void peers(TableForm form, String picture) throws IOException {
        PeerTables tables = new PeerTables(form, figures);
        if (tables.cases().isEmpty()) {
            return;
        }
        page.heading(2, "Each library over " + form.title());
        tables.writeTimes(page);
        page.paragraph("As multiples of the mapped backend's time; below 1 the other is faster:");
        tables.writeRatios(page);
        List<String> losses = tables.losses();
        if (losses.isEmpty()) {
            page.paragraph("No other library answered any of these cases sooner than the fastest of this project's.");
        } else {
            page.paragraph("Cases in which another was faster than the fastest of this project's backends:");
            page.list(losses);
        }
        picture(picture, tables.picture(), "Times of all peers over " + form.title());
    }

    private void picture(String file, String svg, String description) throws IOException {
        Files.writeString(folder.resolve(file), svg);
        page.picture(file, description);
    }

    private void floors() {
        if (!figures.wasRun(Plan.RAW_WORK + Case.SCAN4.method())) {
            return;
        }
        page.heading(2, "Floors under scans");
        page.paragraph(
                "The bytes of the columns copied (Arrow IPC, from memory to memory) or decompressed (Parquet, page by "
                        + "page), and not looked at: what no reader of one thread can leave out, but that a zero-copy "
                        + "scan does not copy.");
        List<List<String>> rows = new ArrayList<>();
        for (TableForm form : TableForm.values()) {
            for (Case question : Plan.RAW) {
                Figure floor = figures.find(Plan.RAW_WORK + question.method(), "form", form.name());
                Figure mapped =
                        figures.find(
                                Plan.PEERS + question.method(),
                                "peer",
                                PeerTables.BASE + " @ " + form.id(),
                                "company",
                                "alone");
                if (floor != null && mapped != null) {
                    rows.add(
                            List.of(
                                    PeerTables.title(question) + ", " + form.title(),
                                    Markdown.time(floor.micros()),
                                    Markdown.time(mapped.micros()),
                                    Markdown.digits(mapped.micros() / floor.micros())));
                }
            }
        }
        page.table(List.of("scan", "floor", PeerTables.BASE, "its time / floor"), rows);
    }

    private void allocations() {
        if (!figures.wasRun(Plan.THREADED)) {
            return;
        }
        page.heading(2, "Memory allocated on the Java heap by a fetch");
        page.paragraph("As JMH's `gc` profiler counts it (`gc.alloc.rate.norm`). Native memory is not in it.");
        new PeerTables(TableForm.BEST, figures).writeAllocations(page, Case.FETCH100);
    }

    private void mixed() {
        if (!figures.wasRun(Plan.THREADED)) {
            return;
        }
        page.heading(2, "Alone and mixed");
        page.paragraph(
                "*Alone*, a backend has a JVM for itself. *Mixed*, all three have answered the same case in turn for "
                        + "two seconds before, so that the compiled code has seen the memory of all.");
        List<List<String>> rows = new ArrayList<>();
        for (Case question : Plan.MIXED) {
            for (String peer : Plan.backends()) {
                String benchmark = Plan.PEERS + question.method();
                Figure alone = figures.find(benchmark, "peer", peer, "company", "alone", "threads", "1");
                Figure mixed = figures.find(benchmark, "peer", peer, "company", "mixed");
                if (alone != null && mixed != null) {
                    rows.add(
                            List.of(
                                    PeerTables.title(question) + ", " + peer,
                                    Markdown.time(alone.micros()),
                                    Markdown.time(mixed.micros()),
                                    Markdown.digits(mixed.micros() / alone.micros())));
                }
            }
        }
        page.table(List.of("case", "alone", "mixed", "mixed / alone"), rows);
    }

    private void threads() {
        if (!figures.wasRun(Plan.THREADED)) {
            return;
        }
        page.heading(2, "Threads");
        page.paragraph("FETCH100 a millisecond, all threads together, over one open table:");
        List<String> heads = new ArrayList<>(List.of("threads"));
        heads.addAll(Plan.FASTEST);
        List<List<String>> rows = new ArrayList<>();
        for (String threads : Plan.THREADS) {
            List<String> row = new ArrayList<>(List.of(threads));
            for (String peer : Plan.FASTEST) {
                Figure figure = figures.find(Plan.THREADED, "peer", peer, "company", "alone", "threads", threads);
                row.add(figure == null ? "failed" : Markdown.digits(1e3 * Integer.parseInt(threads) / figure.micros()));
            }
            rows.add(row);
        }
        page.table(heads, rows);
    }

    private void zipf() {
        if (!figures.wasRun(Plan.ZIPF)) {
            return;
        }
        page.heading(2, "A buffer pool smaller than the table");
        page.paragraph(
                "FETCH100 from Parquet of small pages in `BufferPoolStorage`, whose budget is a share of what the "
                        + "decoded pages of these columns take. Few pages get most requests (Zipf, exponent 0.99). The "
                        + "mapped backend decodes each page at each fetch; the file is in the page cache for both.");
        List<List<String>> rows = new ArrayList<>();
        for (Figure figure : figures.of(Plan.ZIPF)) {
            String budget = figure.parameter("budgetPercent");
            double hits = figure.count("hits");
            double lookups = hits + figure.count("misses");
            rows.add(
                    List.of(
                            budget.equals("0") ? "MMapFileStorage" : budget + " %",
                            Markdown.time(figure.micros()),
                            lookups == 0 ? "–" : "%.1f %%".formatted(100 * hits / lookups)));
        }
        page.table(List.of("budget", "FETCH100", "pages found in the pool"), rows);
    }

    private void writing() {
        if (!figures.wasRun(Plan.WRITE)) {
            return;
        }
        page.heading(2, "Writing");
        page.paragraph(
                "The columns without nesting from file to file: from Arrow IPC to Parquet, and from Parquet of small"
                    + " pages to Arrow IPC. This project's files are flushed to the disk and renamed into place; the"
                    + " others' are not.");
        List<List<String>> rows = new ArrayList<>();
        for (TableCopy copy : TableCopy.values()) {
            Figure figure = figures.find(Plan.WRITE, "copy", copy.name());
            rows.add(
                    List.of(
                            (copy.isToParquet() ? "Arrow IPC to Parquet: " : "Parquet to Arrow IPC: ") + copy.title(),
                            figure == null ? "failed" : Markdown.time(figure.micros())));
        }
        page.table(List.of("copy", "time"), rows);
    }

    private void growth() throws IOException {
        if (!figures.wasRun(Plan.FETCH_ROWS)) {
            return;
        }
        page.heading(2, "Cost as work grows");
        growth(
                "rows of a fetch",
                "benchmarks-fetch-rows.svg",
                new GrowthTable(
                        "Fetch of {id, title, price, score}",
                        Plan.FETCH_ROWS,
                        "peer",
                        "rows",
                        "rows of a fetch",
                        figures));
        growth(
                "columns of a fetch",
                "benchmarks-columns.svg",
                new GrowthTable(
                        "Fetch of 100 rows of a table of 1,000 float64 columns",
                        Plan.TABLE_COLUMNS,
                        "backend",
                        "columns",
                        "columns of a fetch",
                        figures));
        growth(
                "rows of the table",
                "benchmarks-table-rows.svg",
                new GrowthTable(
                        "Fetch of 100 rows, two float64 columns",
                        Plan.TABLE_ROWS,
                        "backend",
                        "rows",
                        "rows of the table",
                        figures));
        growth(
                "rows of the table, opened anew",
                "benchmarks-open-rows.svg",
                new GrowthTable(
                        "Open, one row, close", Plan.OPEN_ROWS, "backend", "rows", "rows of the table", figures));
    }

    private void growth(String heading, String picture, GrowthTable table) throws IOException {
        if (!figures.wasRun(table.benchmark())) {
            return;
        }
        page.heading(3, "By " + heading);
        page.paragraph("%s:", table.title());
        Files.writeString(folder.resolve(picture), table.picture());
        table.write(page, picture);
    }

    private void faults() {
        page.heading(2, "Page faults and disk reads");
        List<List<String>> rows = new ArrayList<>();
        int count = 0;
        for (Map.Entry<String, List<Figure>> benchmark : figures.all().entrySet()) {
            for (Figure figure : benchmark.getValue()) {
                count++;
                double faults = figure.count(ProcessProfiler.MAJOR_FAULTS);
                double bytes = figure.count(ProcessProfiler.BYTES_READ);
                if (faults > 0 || bytes > 0) {
                    rows.add(
                            List.of(
                                    benchmark.getKey() + " " + figure.parameters(),
                                    "%,.0f".formatted(faults),
                                    "%,.0f".formatted(bytes)));
                }
            }
        }
        page.paragraph(
                "Major faults and bytes read from disks are counted while measuring. Of %d measurements %d had any%s",
                count, rows.size(), rows.isEmpty() ? "." : ":");
        if (!rows.isEmpty()) {
            page.table(List.of("measurement", "major faults", "bytes read"), rows);
        }
    }
}

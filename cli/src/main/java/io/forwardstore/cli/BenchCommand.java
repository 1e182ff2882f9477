package io.forwardstore.cli;

import io.forwardstore.StorageProvider;
import io.forwardstore.StorageProviders;
import io.forwardstore.cli.internal.output.Output;
import io.forwardstore.cli.internal.terminal.Console;
import io.forwardstore.cli.internal.terminal.TableColumn;
import io.forwardstore.cli.internal.terminal.TextTable;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Times opening, fetching and scanning tables with each backend, one thread, on this machine.",
            "Times are medians. Scans touch every byte of what they answer."
        },
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  fstore bench table.arrow --columns id,title,price",
            "  fstore bench table.parquet --rows-per-fetch 1000 --seconds 5 --plot bench.svg",
            "  fstore bench table.arrow table.parquet --storage MMapFileStorage"
        })
final class BenchCommand implements Callable<Integer> {
    private static final double NANOS_PER_SECOND = 1e9;

    private final Console console;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Arrow IPC or Parquet files.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--columns", paramLabel = "NAMES", description = "Columns, separated by commas. Default: all.")
    private @Nullable String columns;

    @Option(
            names = "--rows-per-fetch",
            paramLabel = "ROWS",
            description = "Random rows of a fetch. Default: ${DEFAULT-VALUE}.")
    private int rowsPerFetch = 100;

    @Option(
            names = "--seconds",
            paramLabel = "SECONDS",
            description = "Time for each measurement, after as much to warm up. Default: ${DEFAULT-VALUE}.")
    private double seconds = 1;

    @Option(
            names = "--storage",
            paramLabel = "ID",
            description = "Only the backend of that id; may be repeated. Default: all.")
    private List<String> storage = new ArrayList<>();

    @Option(names = "--plot", paramLabel = "FILE", description = "Draw the times as an SVG picture.")
    private @Nullable Path plot;

    BenchCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        files.forEach(StoreOptions::requireTable);
        if (plot != null) {
            Output.requirePlace(plot);
        }
        long nanos = (long) (seconds * NANOS_PER_SECOND);
        if (rowsPerFetch < 1 || nanos < 1) {
            throw new UsageException("Invalid --rows-per-fetch or --seconds: expected at least 1 row, some time");
        }
        List<BenchResult> results = measure(providers(), Duration.ofNanos(nanos));
        print(results);
        if (plot != null) {
            Output.writeText(plot, new BenchPlot(title(), results).svg());
        }
        return 0;
    }

    private List<BenchResult> measure(List<StorageProvider> providers, Duration time) throws IOException {
        console.err().println("Warming up ...");
        run(providers, time);
        console.err().println("Measuring ...");
        return run(providers, time);
    }

    private List<BenchResult> run(List<StorageProvider> providers, Duration time) throws IOException {
        List<BenchResult> results = new ArrayList<>();
        for (Path file : files) {
            Benchmark benchmark =
                    new Benchmark(file, columns == null ? null : ColumnList.parse(columns), rowsPerFetch, time);
            for (StorageProvider provider : providers) {
                results.add(benchmark.run(provider, label(file, provider, providers.size())));
            }
        }
        return results;
    }

    /// What tells a line from the others.
    private String label(Path file, StorageProvider provider, int providerCount) {
        if (files.size() == 1) {
            return provider.id();
        }
        return providerCount == 1 ? name(file) : name(file) + ", " + provider.id();
    }

    /// Without its directory, unless that is what tells it from another.
    private String name(Path file) {
        long namesakes = files.stream().filter(other -> other.endsWith(file.getFileName())).count();
        return namesakes == 1 ? file.getFileName().toString() : file.toString();
    }

    private String title() {
        return files.size() > 1 && storage.size() == 1
                ? storage.getFirst()
                : files.stream().map(this::name).collect(Collectors.joining(", "));
    }

    private List<StorageProvider> providers() {
        StorageProviders providers = StorageProviders.load();
        return storage.isEmpty() ? providers.all() : storage.stream().map(providers::byId).toList();
    }

    private void print(List<BenchResult> results) throws IOException {
        List<TableColumn> heads = new ArrayList<>(List.of(TableColumn.left(files.size() == 1 ? "backend" : "table")));
        results.getFirst().times().forEach(time -> heads.add(TableColumn.right(time.name())));
        TextTable table = new TextTable(heads);
        for (BenchResult result : results) {
            List<String> cells = new ArrayList<>(List.of(result.label()));
            result.times().forEach(time -> cells.add(Quantities.time(time.nanos())));
            table.add(cells.toArray(String[]::new));
        }
        StringBuilder text = new StringBuilder();
        table.draw(console.terminal(), text);
        console.out().write(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}

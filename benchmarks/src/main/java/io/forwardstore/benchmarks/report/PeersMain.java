package io.forwardstore.benchmarks.report;

import io.forwardstore.benchmarks.BenchmarkTable;
import io.forwardstore.benchmarks.peer.BenchmarkFiles;
import io.forwardstore.benchmarks.peer.Peer;
import io.forwardstore.benchmarks.peer.Peers;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Runs everything and writes the report: `fstore bench --peers`.
public final class PeersMain {
    private static final String USAGE =
            """
            Usage: fstore bench --peers [--long | --trial] [--only=TEXT] [FOLDER]
            Measures this project beside other libraries and writes benchmarks.md with its pictures into FOLDER.
              --long       longer measurements, tables of up to 100,000,000 rows; takes an hour
              --trial      as short as possible, only to see that everything runs
              --only=TEXT  only peers or benchmarks whose name contains the text: RocksDB, Zipf
              FOLDER       where to write; default: docs\
            """;

    private static final String ONLY = "--only=";
    private static final int EXIT_FAILED = 1;
    private static final int EXIT_USAGE = 2;

    private PeersMain() {}

    /// @param arguments as in the usage
    public static void main(String... arguments) throws Exception {
        Plan plan = Plan.SHORT;
        String only = "";
        List<String> folders = new ArrayList<>();
        for (String word : arguments) {
            switch (word) {
                case "--long" -> plan = Plan.LONG;
                case "--trial" -> plan = Plan.TRIAL;
                case String text when text.startsWith(ONLY) -> only = text.substring(ONLY.length());
                case String text when text.startsWith("-") -> refuse();
                default -> folders.add(word);
            }
        }
        if (folders.size() > 1) {
            refuse();
        }
        Path folder = Files.createDirectories(Path.of(folders.isEmpty() ? "docs" : folders.getFirst()));
        String command = "./fstore bench --peers " + String.join(" ", arguments);
        System.exit(run(plan, only, command.strip(), folder) ? 0 : EXIT_FAILED);
    }

    private static void refuse() {
        System.err.println(USAGE);
        System.exit(EXIT_USAGE);
    }

    /// @return true if every measurement has a figure
    private static boolean run(Plan plan, String only, String command, Path folder) throws Exception {
        PrintStream progress = System.err;
        long start = System.nanoTime();
        BenchmarkFiles files = BenchmarkTable.files();
        for (Peer peer : Peers.all()) {
            progress.println("Preparing " + peer.name());
            peer.prepare(files);
        }
        Path log = files.folder().resolve("peers.log");
        Files.deleteIfExists(log);
        Figures figures = new Figures();
        int expected = 0;
        List<Fork> forks = plan.forks();
        for (int i = 0; i < forks.size(); i++) {
            Fork fork = forks.get(i);
            if (fork.title().contains(only)) {
                progress.printf("%4d s  %s: %d%n", seconds(start), fork.title(), fork.size());
                fork.stages().forEach(stage -> figures.add(stage.benchmark(), List.of()));
                ForkJvm.run(plan, i, log, figures);
                expected += fork.size();
            }
        }
        int measured = figures.all().values().stream().mapToInt(List::size).sum();
        new Report(folder, figures).write(command, plan, Math.ceilDiv(seconds(start), 60));
        progress.printf(
                "%4d s  %d of %d measurements have a figure; log: %s%n", seconds(start), measured, expected, log);
        return measured == expected;
    }

    private static long seconds(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toSeconds();
    }
}

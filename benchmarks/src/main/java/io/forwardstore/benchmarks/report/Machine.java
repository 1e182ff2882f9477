package io.forwardstore.benchmarks.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What figures were measured on.
final class Machine {
    private static final Path CPU = Path.of("/proc/cpuinfo");
    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final Pattern JAR = Pattern.compile(".*/(?<name>[a-z0-9_-]+-[0-9][^/]*)\\.jar");

    /// A class of each library compared.
    private static final List<Class<?>> LIBRARIES =
            List.of(
                    org.apache.arrow.vector.FieldVector.class,
                    org.apache.lucene.index.LeafReader.class,
                    org.rocksdb.RocksDB.class,
                    org.duckdb.DuckDBConnection.class,
                    org.lance.Dataset.class,
                    org.apache.arrow.dataset.source.Dataset.class,
                    org.apache.parquet.column.ColumnReader.class,
                    dev.hardwood.Hardwood.class,
                    com.github.luben.zstd.Zstd.class,
                    org.openjdk.jmh.runner.Runner.class);

    private Machine() {}

    /// Processors, memory, systems, one item each.
    static List<String> description() {
        return List.of(
                "%d processors, %s"
                        .formatted(
                                Runtime.getRuntime().availableProcessors(), find(CPU, "model name\\s*: (?<found>.*)")),
                "memory: " + find(MEMORY, "MemTotal:\\s*(?<found>.*)"),
                "%s %s, %s"
                        .formatted(
                                System.getProperty("os.name"),
                                System.getProperty("os.version"),
                                System.getProperty("os.arch")),
                "%s %s".formatted(System.getProperty("java.vm.name"), System.getProperty("java.vm.version")));
    }

    /// The libraries compared, each with its version as its jar's name has it.
    static List<String> versions() {
        return LIBRARIES.stream().map(Machine::jarName).toList();
    }

    private static String jarName(Class<?> type) {
        URL location = type.getProtectionDomain().getCodeSource().getLocation();
        Matcher matcher = JAR.matcher(location.getPath());
        return matcher.matches() ? matcher.group("name") : location.getPath();
    }

    private static String find(Path file, String line) {
        if (!Files.exists(file)) {
            return "unknown";
        }
        try (var lines = Files.lines(file)) {
            Pattern pattern = Pattern.compile(line);
            return lines.map(pattern::matcher)
                    .filter(Matcher::matches)
                    .map(matcher -> matcher.group("found"))
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

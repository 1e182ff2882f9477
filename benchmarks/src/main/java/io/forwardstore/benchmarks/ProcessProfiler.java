package io.forwardstore.benchmarks;

import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/// Counts what a warm measurement must not have: major page faults and bytes read from disks, by this process while
/// measured. On systems without `/proc` it counts nothing and says so by answering no result.
public final class ProcessProfiler implements InternalProfiler {
    /// The label of the number of major page faults.
    public static final String MAJOR_FAULTS = "process.majorFaults";

    /// The label of the number of bytes read from disks.
    public static final String BYTES_READ = "process.bytesRead";

    private static final Path STAT = Path.of("/proc/self/stat");
    private static final Path IO = Path.of("/proc/self/io");

    /// `majflt`, counted behind the command's name, which may hold spaces: proc_pid_stat(5).
    private static final int MAJOR_FAULTS_FIELD = 9;

    private record Counts(long majorFaults, long bytesRead) {
        static Counts now() {
            try {
                String stat = Files.readString(STAT);
                String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
                long bytesRead =
                        Files.readAllLines(IO).stream()
                                .filter(line -> line.startsWith("read_bytes: "))
                                .mapToLong(line -> Long.parseLong(line.substring("read_bytes: ".length())))
                                .sum();
                return new Counts(Long.parseLong(fields[MAJOR_FAULTS_FIELD]), bytesRead);
            } catch (IOException e) {
                return new Counts(-1, -1);
            }
        }
    }

    private Counts before = Counts.now();

    @Override
    public String getDescription() {
        return "Major page faults and bytes read from disks";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        before = Counts.now();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        Counts after = Counts.now();
        if (after.majorFaults < 0) {
            return List.of();
        }
        return List.of(
                new ScalarResult(MAJOR_FAULTS, after.majorFaults - before.majorFaults, "faults", AggregationPolicy.SUM),
                new ScalarResult(BYTES_READ, after.bytesRead - before.bytesRead, "bytes", AggregationPolicy.SUM));
    }
}

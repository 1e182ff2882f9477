package io.forwardstore.benchmarks;

import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// What a benchmark found within an iteration by asking two in turn: median and quartiles of the quotients, and the
/// median time of an answer of each.
///
/// A profiler, for JMH has no other way to take more than one number from a benchmark that is not a sum. One thread.
public final class Ratios implements InternalProfiler {
    /// The label of the median of the quotients.
    public static final String MEDIAN = "ratio.median";

    /// The label of their first quartile.
    public static final String LOWER = "ratio.lower";

    /// The label of their third quartile.
    public static final String UPPER = "ratio.upper";

    /// The label of the median microseconds of our answer.
    public static final String OURS = "ratio.ours";

    /// The label of the median microseconds of the other's answer.
    public static final String OTHERS = "ratio.others";

    /// The microseconds of an answer of each.
    private record Pair(double ours, double others) {
        double ratio() {
            return ours / others;
        }
    }

    private static final List<Pair> FOUND = new ArrayList<>();

    /// Adds the microseconds of an answer of each.
    static void add(double ours, double others) {
        FOUND.add(new Pair(ours, others));
    }

    @Override
    public String getDescription() {
        return "Quotients of two times";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        FOUND.clear();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        if (FOUND.isEmpty()) {
            return List.of();
        }
        return List.of(
                quantile(LOWER, "", 0.25, Pair::ratio),
                quantile(MEDIAN, "", 0.5, Pair::ratio),
                quantile(UPPER, "", 0.75, Pair::ratio),
                quantile(OURS, "us", 0.5, Pair::ours),
                quantile(OTHERS, "us", 0.5, Pair::others));
    }

    private static ScalarResult quantile(String label, String unit, double share, ToDoubleFunction<Pair> value) {
        double[] sorted = FOUND.stream().mapToDouble(value).sorted().toArray();
        return new ScalarResult(label, sorted[(int) (share * sorted.length)], unit, AggregationPolicy.AVG);
    }
}

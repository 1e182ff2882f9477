package io.forwardstore.benchmarks.report;

import io.forwardstore.benchmarks.ProcessProfiler;
import io.forwardstore.benchmarks.Ratios;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.util.Statistics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Runs stages by JMH in this JVM. What JMH says goes to standard output.
final class Harness {
    private static final int MEDIAN = 50;

    private final Pace usualPace;

    /// @param usualPace of stages that have none of their own
    Harness(Pace usualPace) {
        this.usualPace = usualPace;
    }

    /// The figures of a stage. A measurement that failed has none; what JMH says tells why.
    List<Figure> run(Stage stage) throws RunnerException {
        Pace pace = stage.pace() == null ? usualPace : stage.pace();
        ChainedOptionsBuilder options =
                new OptionsBuilder()
                        .include("\\." + stage.benchmark().replace(".", "\\.") + "$")
                        .threads(stage.threads())
                        .forks(0)
                        .warmupIterations(pace.warmups())
                        .warmupTime(pace.time())
                        .measurementIterations(pace.iterations())
                        .measurementTime(pace.time())
                        .addProfiler(GCProfiler.class)
                        .addProfiler(ProcessProfiler.class)
                        .addProfiler(Ratios.class)
                        .shouldFailOnError(false);
        stage.parameters().forEach((name, values) -> options.param(name, values.toArray(String[]::new)));
        List<Figure> figures = new ArrayList<>();
        for (RunResult result : new Runner(options.build()).run()) {
            figures.add(figure(result));
        }
        return figures;
    }

    private static Figure figure(RunResult result) {
        Map<String, String> parameters = new HashMap<>();
        for (String name : result.getParams().getParamsKeys()) {
            parameters.put(name, result.getParams().getParam(name));
        }
        parameters.put("threads", String.valueOf(result.getParams().getThreads()));
        Map<String, Double> counts = new HashMap<>();
        for (String label : result.getSecondaryResults().keySet()) {
            counts.put(label, result.getSecondaryResults().get(label).getScore());
        }
        Statistics times = result.getPrimaryResult().getStatistics();
        return new Figure(parameters, times.getPercentile(MEDIAN), times.getMin(), times.getMax(), counts);
    }
}

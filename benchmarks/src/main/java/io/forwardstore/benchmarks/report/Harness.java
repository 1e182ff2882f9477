package io.forwardstore.benchmarks.report;

import io.forwardstore.benchmarks.ProcessProfiler;
import io.forwardstore.benchmarks.Ratios;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.util.Statistics;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Runs stages by JMH, each measurement in a JVM of its own. What JMH says goes to a log.
final class Harness {
    private static final int MEDIAN = 50;

    private final Pace usualPace;
    private final @Nullable Path log;

    /// @param usualPace of stages that have none of their own
    /// @param log for what JMH says, or null for standard output
    Harness(Pace usualPace, @Nullable Path log) {
        this.usualPace = usualPace;
        this.log = log;
    }

    /// The figures of a stage, each measured in a JVM of its own. A measurement that failed has none; the log says why.
    List<Figure> run(Stage stage) throws RunnerException {
        return run(stage, 1);
    }

    /// The figures of a stage, measured in this JVM.
    List<Figure> runHere(Stage stage) throws RunnerException {
        return run(stage, 0);
    }

    private List<Figure> run(Stage stage, int forks) throws RunnerException {
        Pace pace = stage.pace() == null ? usualPace : stage.pace();
        ChainedOptionsBuilder options =
                new OptionsBuilder()
                        .include("\\." + stage.benchmark().replace(".", "\\.") + "$")
                        .threads(stage.threads())
                        .forks(forks)
                        .warmupIterations(pace.warmups())
                        .warmupTime(pace.time())
                        .measurementIterations(pace.iterations())
                        .measurementTime(pace.time())
                        .addProfiler(GCProfiler.class)
                        .addProfiler(ProcessProfiler.class)
                        .addProfiler(Ratios.class)
                        .shouldFailOnError(false)
                        .jvmArgsAppend(properties().toArray(String[]::new));
        if (log != null) {
            options.output(log.toString());
        }
        stage.parameters().forEach((name, values) -> options.param(name, values.toArray(String[]::new)));
        List<Figure> figures = new ArrayList<>();
        for (RunResult result : new Runner(options.build()).run()) {
            figures.add(figure(result));
        }
        return figures;
    }

    /// Where tables lie, and whatever else this JVM was told about the benchmarks.
    static List<String> properties() {
        return System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("forwardstore."))
                .map(name -> "-D" + name + "=" + System.getProperty(name))
                .toList();
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

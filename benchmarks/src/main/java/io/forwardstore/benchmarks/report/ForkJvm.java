package io.forwardstore.benchmarks.report;

import io.forwardstore.benchmarks.Flags;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The JVM of a [Fork].
public final class ForkJvm {
    private static final int LIMIT_MINUTES = 20;

    private ForkJvm() {}

    /// Measures in a JVM started for it, and adds the figures. What goes wrong is in the log.
    ///
    /// @param fork its place among those of the plan
    static void run(Plan plan, int fork, Path log, Figures figures) throws IOException, InterruptedException {
        Path results = Files.createTempFile("figures", ".tsv");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(Flags.all().split(" ")));
        command.addAll(properties());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ForkJvm.class.getName()));
        command.addAll(List.of(plan.name(), String.valueOf(fork), results.toString()));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(Redirect.appendTo(log.toFile()))
                        .start();
        if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
        }
        new FigureFile(results).readInto(figures);
        Files.delete(results);
    }

    /// Where tables lie, and whatever else this JVM was told about the benchmarks.
    private static List<String> properties() {
        return System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("forwardstore."))
                .map(name -> "-D" + name + "=" + System.getProperty(name))
                .toList();
    }

    /// @param arguments the plan's name, the fork's place in it and the file for the figures
    public static void main(String... arguments) throws Exception {
        Plan plan = Plan.byName(arguments[0]);
        Harness harness = new Harness(plan.pace());
        FigureFile results = new FigureFile(Path.of(arguments[2]));
        for (Stage stage : plan.forks().get(Integer.parseInt(arguments[1])).stages()) {
            for (Figure figure : harness.run(stage)) {
                results.append(stage.benchmark(), figure);
            }
        }
        // libraries may have left threads running
        System.exit(0);
    }
}

package io.forwardstore.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Figures on their way from one JVM to another: a line each, fields between tabs.
///
/// @param path of the file
record FigureFile(Path path) {
    private static final String FIELD = "\t";
    private static final int FIXED_FIELDS = 4;

    /// Adds a figure at the end, so that those before are there even if this JVM dies.
    void append(String benchmark, Figure figure) throws IOException {
        StringBuilder line = new StringBuilder(benchmark);
        line.append(FIELD).append(figure.micros()).append(FIELD).append(figure.lowest());
        line.append(FIELD).append(figure.highest());
        figure.parameters().forEach((name, value) -> line.append(FIELD).append("p:" + name + "=" + value));
        figure.counts().forEach((name, value) -> line.append(FIELD).append("c:" + name + "=" + value));
        Files.writeString(path, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /// Adds all figures of the file.
    void readInto(Figures figures) throws IOException {
        if (Files.exists(path)) {
            for (String line : Files.readAllLines(path)) {
                read(line.split(FIELD, -1), figures);
            }
        }
    }

    private static void read(String[] fields, Figures figures) {
        Map<String, String> parameters = new HashMap<>();
        Map<String, Double> counts = new HashMap<>();
        for (int i = FIXED_FIELDS; i < fields.length; i++) {
            int value = fields[i].indexOf('=') + 1;
            String name = fields[i].substring(2, value - 1);
            if (fields[i].startsWith("p:")) {
                parameters.put(name, fields[i].substring(value));
            } else {
                counts.put(name, Double.valueOf(fields[i].substring(value)));
            }
        }
        Figure figure =
                new Figure(
                        parameters,
                        Double.parseDouble(fields[1]),
                        Double.parseDouble(fields[2]),
                        Double.parseDouble(fields[3]),
                        counts);
        figures.add(fields[0], List.of(figure));
    }
}

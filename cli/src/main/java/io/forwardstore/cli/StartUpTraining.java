package io.forwardstore.cli;

import io.forwardstore.StorageProvider;
import io.forwardstore.StorageProviders;
import io.forwardstore.cli.internal.terminal.Console;
import io.forwardstore.cli.internal.terminal.Terminal;

import picocli.CommandLine.Command;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/// Does a little of everything on a little table of each format, so that a JVM that records what it loads (JEP 514) has
/// seen what commands need. The launcher runs it once after a build.
@Command(name = "start-up-training", hidden = true)
final class StartUpTraining implements Callable<Integer> {
    private static final List<String> FORMATS = List.of("table", "csv", "json", "arrow", "parquet");

    @Override
    public Integer call() throws IOException {
        Path directory = Files.createTempDirectory("fstore-training-");
        try {
            return train(directory);
        } finally {
            delete(directory);
        }
    }

    private static int train(Path directory) throws IOException {
        Console console =
                new Console(
                        InputStream.nullInputStream(),
                        OutputStream.nullOutputStream(),
                        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                        new Terminal(true, true, Terminal.DEFAULT_WIDTH_COLUMNS, true, true));
        String file = DemoTable.in(directory, 1_000, console).file().toString();
        int worst = 0;
        for (List<String> command : commands(file, directory)) {
            worst = Math.max(worst, FStore.run(console, command.toArray(String[]::new)));
        }
        return worst;
    }

    private static List<List<String>> commands(String arrow, Path directory) {
        String parquet = directory.resolve("table.parquet").toString();
        List<List<String>> commands = new ArrayList<>();
        commands.add(List.of("backends"));
        commands.add(List.of("--help"));
        commands.add(List.of("convert", arrow, parquet));
        for (String file : List.of(arrow, parquet)) {
            commands.add(List.of("schema", file));
            commands.add(List.of("schema", file, "--json"));
            commands.add(List.of("verify", file));
            for (StorageProvider provider : StorageProviders.load().all()) {
                commands.add(List.of("head", file, "--storage", provider.id()));
                commands.add(List.of("fetch", file, "--rows", "3,1,3", "--storage", provider.id()));
            }
            for (String format : FORMATS) {
                String output = directory.resolve("rows." + format).toString();
                commands.add(List.of("scan", file, "-f", format, "-o", output));
            }
        }
        return commands;
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}

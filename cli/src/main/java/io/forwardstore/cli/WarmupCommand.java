package io.forwardstore.cli;

import io.forwardstore.cli.internal.terminal.Console;
import io.forwardstore.cli.internal.terminal.Progress;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;

@Command(
        name = "warmup",
        mixinStandardHelpOptions = true,
        description = "Reads a file into the operating system's cache, for whoever opens it next.",
        footerHeading = "%nExamples:%n",
        footer = {"  fstore warmup table.arrow"})
final class WarmupCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "FILE", description = "A file.")
    private Path file = Path.of("");

    WarmupCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        StoreOptions.requireTable(file);
        long start = System.nanoTime();
        long done;
        try (Progress progress = new Progress(console.err(), console.terminal(), "Reading bytes", Files.size(file))) {
            done = FileWarmup.read(file, progress::at);
        }
        console.err()
                .printf(
                        Locale.ROOT,
                        "[%s] %s read in %s%n",
                        file,
                        Quantities.bytes(done),
                        Quantities.time(System.nanoTime() - start));
        return 0;
    }
}

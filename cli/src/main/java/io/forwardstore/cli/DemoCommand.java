package io.forwardstore.cli;

import io.forwardstore.Capability;
import io.forwardstore.ForwardStore;
import io.forwardstore.StorageOptions;
import io.forwardstore.StorageProvider;
import io.forwardstore.StorageProviders;
import io.forwardstore.cli.internal.output.Output;
import io.forwardstore.cli.internal.output.OutputFormat;
import io.forwardstore.cli.internal.output.RowWriter;
import io.forwardstore.cli.internal.terminal.Console;

import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;

@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a table, reads it with every backend, and compares answers and times.",
            "The table stays in the directory and is used again by the next run."
        },
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {"  fstore demo", "  fstore demo --rows 100000 --dir /data"})
final class DemoCommand implements Callable<Integer> {
    private static final List<String> SHOWN_COLUMNS =
            List.of("id", "category", "title", "price", "score", "ts", "tags");
    private static final int SHOWN_ROWS = 8;

    private final Console console;

    @Option(names = "--rows", paramLabel = "ROWS", description = "Rows of the table. Default: ${DEFAULT-VALUE}.")
    private long rowCount = 1_000_000;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Where the table is kept. Default: a directory for temporary files.")
    private @Nullable Path directory;

    DemoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (rowCount < 1) {
            throw new UsageException("Invalid number of rows " + rowCount + ": expected at least 1");
        }
        DemoTable table = DemoTable.in(directory(), rowCount, console);
        List<StorageProvider> providers =
                StorageProviders.load().all().stream()
                        .filter(provider -> provider.capabilities().contains(Capability.ARROW_IPC))
                        .toList();
        if (providers.isEmpty()) {
            throw new IllegalStateException("Cannot compare backends: there is none on the class path");
        }
        DemoQuestion question = DemoQuestion.of(table);
        List<DemoAnswer> answers = new ArrayList<>();
        for (StorageProvider provider : providers) {
            console.err().println("Reading with " + provider.id() + " ...");
            if (answers.isEmpty()) {
                show(provider, question);
            }
            answers.add(question.ask(provider));
        }
        DemoReport report = new DemoReport(table, answers, console.terminal());
        console.out().write(report.text().getBytes(StandardCharsets.UTF_8));
        return report.isRight() ? 0 : 1;
    }

    /// Shows the first of the rows that every backend is asked for.
    private void show(StorageProvider provider, DemoQuestion question) throws IOException {
        long[] rows = Arrays.copyOf(question.rows(), SHOWN_ROWS);
        try (ForwardStore store = provider.open(question.table().file(), StorageOptions.of(provider.type()));
                VectorSchemaRoot result = store.fetch(SHOWN_COLUMNS, rows);
                RowWriter writer = Output.open(console, result.getSchema(), OutputFormat.TABLE, null)) {
            writer.write(result);
            writer.finish();
        }
    }

    private Path directory() {
        return directory != null
                ? directory
                : Path.of(System.getProperty("java.io.tmpdir"), "fstore-demo-" + System.getProperty("user.name"));
    }
}

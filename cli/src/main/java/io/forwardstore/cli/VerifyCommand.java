package io.forwardstore.cli;

import io.forwardstore.ForwardStore;
import io.forwardstore.StorageOptions;
import io.forwardstore.cli.internal.terminal.Console;
import io.forwardstore.cli.internal.terminal.Printable;
import io.forwardstore.cli.internal.terminal.Progress;
import io.forwardstore.cli.internal.terminal.Style;
import io.forwardstore.engine.PositionalFileSource;
import io.forwardstore.engine.TableFiles;
import io.forwardstore.engine.TableStore;
import io.forwardstore.engine.internal.parquet.ParquetOptions;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Reads every value of every column, and says what is broken and where.",
            "The exit status is 1 if anything is."
        },
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {"  fstore verify table.parquet", "  fstore verify table.arrow --storage-type=BUFFERPOOL"})
final class VerifyCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "FILE", description = "An Arrow IPC or Parquet file.")
    private Path file = Path.of("");

    @Mixin private StoreOptions storage = new StoreOptions();

    VerifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        try (ForwardStore store = open()) {
            List<String> columns = ColumnList.parse(null, store);
            Verification verification = new Verification(store);
            try (Progress progress =
                    new Progress(
                            console.err(), console.terminal(), "Reading values", store.rowCount() * columns.size())) {
                for (String column : columns) {
                    verification.read(column, progress);
                }
            }
            print(report(verification, columns.size(), store.rowCount()));
            return verification.problems().isEmpty() ? 0 : 1;
        }
    }

    /// A backend that loads tables whole refuses one for any broken page. Which those are is then found without it.
    private ForwardStore open() throws IOException {
        try {
            return storage.openChecking(file);
        } catch (IOException e) {
            return openPageByPage();
        }
    }

    private ForwardStore openPageByPage() throws IOException {
        StorageOptions options = StorageOptions.defaults().with(ParquetOptions.VERIFY_CHECKSUMS, true);
        return new TableStore(TableFiles.open(PositionalFileSource.open(file), options), options.allocator());
    }

    private String report(Verification verification, int columns, long rows) {
        Style style = console.terminal().outStyle();
        if (verification.problems().isEmpty()) {
            return String.format(
                    Locale.ROOT, "%s [%s] %,d rows of %,d columns read%n", style.good("OK:"), file, rows, columns);
        }
        StringBuilder text = new StringBuilder();
        for (Verification.Problem problem : verification.problems()) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%s column '%s', rows %d to %d: %s%n",
                            style.bad("BROKEN:"),
                            Printable.of(problem.column()),
                            problem.firstRow(),
                            problem.endRow() - 1,
                            Printable.of(problem.reason())));
        }
        return text.toString();
    }

    private void print(String text) throws IOException {
        console.out().write(text.getBytes(StandardCharsets.UTF_8));
    }
}

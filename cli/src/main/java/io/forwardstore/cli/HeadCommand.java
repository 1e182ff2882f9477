package io.forwardstore.cli;

import io.forwardstore.ForwardStore;
import io.forwardstore.ScanOptions;
import io.forwardstore.cli.internal.terminal.Console;

import org.apache.arrow.vector.ipc.ArrowReader;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.concurrent.Callable;

@Command(
        name = "head",
        mixinStandardHelpOptions = true,
        description = "Shows the first rows.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {"  fstore head table.arrow", "  fstore head table.parquet -n 3 --columns id,title"})
final class HeadCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "FILE", description = "An Arrow IPC or Parquet file.")
    private Path file = Path.of("");

    @Option(names = "-n", paramLabel = "ROWS", description = "How many rows. Default: ${DEFAULT-VALUE}.")
    private long count = 10;

    @Option(
            names = "--columns",
            paramLabel = "NAMES",
            description =
                    "Columns, separated by commas; _row_id_ is the row's number, a.b a struct's child. Default: all.")
    private @Nullable String columns;

    @Mixin private StoreOptions storage = new StoreOptions();

    @Mixin private OutputOptions output = new OutputOptions();

    HeadCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        if (count < 0) {
            throw new UsageException("Invalid number of rows " + count + ": expected at least 0");
        }
        try (ForwardStore store = storage.open(file)) {
            long rows = Math.min(count, store.rowCount());
            try (ArrowReader batches = store.scan(ScanOptions.of(ColumnList.parse(columns, store)).rows(0, rows))) {
                output.write(console, batches, rows);
            }
        }
        return 0;
    }
}

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
        name = "scan",
        mixinStandardHelpOptions = true,
        description = "Reads columns from the first row to the last.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  fstore scan table.arrow --columns price,score --output-format=csv",
            "  fstore scan table.parquet --row-range 1000:2000 --output-format=json",
            "  fstore scan table.arrow --columns id,embedding -o embeddings.parquet"
        })
final class ScanCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "FILE", description = "An Arrow IPC or Parquet file.")
    private Path file = Path.of("");

    @Option(
            names = "--columns",
            paramLabel = "NAMES",
            description =
                    "Columns, separated by commas; _row_id_ is the row's number, a.b a struct's child. Default: all.")
    private @Nullable String columns;

    @Option(
            names = "--row-range",
            paramLabel = "FIRST:END",
            description = "Only the rows from FIRST to END, exclusive; either may be left out.")
    private @Nullable String rowRange;

    @Option(names = "--limit", paramLabel = "ROWS", description = "At most so many rows.")
    private long limit = Long.MAX_VALUE;

    @Option(
            names = "--batch-size",
            paramLabel = "ROWS",
            description = "Rows read at once. Default: as the file is cut.")
    private @Nullable Integer batchSize;

    @Mixin private StoreOptions storage = new StoreOptions();

    @Mixin private OutputOptions output = new OutputOptions();

    ScanCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        try (ForwardStore store = storage.open(file)) {
            RowRange range = range(store);
            ScanOptions options =
                    ScanOptions.of(ColumnList.parse(columns, store)).rows(range.firstRow(), range.endRow());
            try (ArrowReader batches = store.scan(batchSize == null ? options : options.batchSize(batchSize))) {
                output.write(console, batches, range.endRow() - range.firstRow());
            }
        }
        return 0;
    }

    private RowRange range(ForwardStore store) {
        if (limit < 0) {
            throw new UsageException("Invalid limit " + limit + ": expected at least 0 rows");
        }
        return (rowRange == null ? RowRange.ALL : RowRange.parse(rowRange)).limitedTo(limit, store.rowCount());
    }
}

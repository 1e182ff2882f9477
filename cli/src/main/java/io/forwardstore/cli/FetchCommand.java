package io.forwardstore.cli;

import io.forwardstore.ForwardStore;
import io.forwardstore.cli.internal.terminal.Console;

import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.concurrent.Callable;

@Command(
        name = "fetch",
        mixinStandardHelpOptions = true,
        description = "Fetches rows by id: in the order asked for, repeated ones repeated.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  fstore fetch table.arrow --rows 5,3,3 --columns id,title",
            "  fstore fetch table.parquet --rows @rows.txt --output-format=json",
            "  seq 0 100 | fstore fetch table.arrow --rows - --columns _row_id_,price -o prices.csv"
        })
final class FetchCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "FILE", description = "An Arrow IPC or Parquet file.")
    private Path file = Path.of("");

    @Option(
            names = "--rows",
            required = true,
            paramLabel = "ROWS",
            description = "Row numbers, from 0: 5,3,3, or @FILE, or - for standard input.")
    private String rows = "";

    @Option(
            names = "--columns",
            paramLabel = "NAMES",
            description =
                    "Columns, separated by commas; _row_id_ is the row's number, a.b a struct's child. Default: all.")
    private @Nullable String columns;

    @Mixin private StoreOptions storage = new StoreOptions();

    @Mixin private OutputOptions output = new OutputOptions();

    FetchCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        try (ForwardStore store = storage.open(file);
                VectorSchemaRoot result = store.fetch(ColumnList.parse(columns, store), RowList.parse(rows, console))) {
            storage.reportMemory(file, store, console);
            output.write(console, result);
        }
        return 0;
    }
}

package io.forwardstore.cli;

import io.forwardstore.ForwardStore;
import io.forwardstore.StorageOption;
import io.forwardstore.cli.internal.output.Output;
import io.forwardstore.cli.internal.output.RowWriter;
import io.forwardstore.cli.internal.terminal.Console;
import io.forwardstore.cli.internal.terminal.Progress;
import io.forwardstore.engine.Compression;
import io.forwardstore.engine.FileFormat;
import io.forwardstore.engine.WriteOptions;

import org.apache.arrow.vector.ipc.ArrowReader;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;

@Command(
        name = "convert",
        mixinStandardHelpOptions = true,
        description = "Writes a table anew: in another format, compressed or cut otherwise.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  fstore convert table.parquet table.arrow",
            "  fstore convert table.arrow table.parquet --profile=fetch",
            "  fstore convert table.arrow small.parquet --rows-per-page 100000 --bytes-per-page 1MiB"
        })
final class ConvertCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "IN", description = "An Arrow IPC or Parquet file.")
    private Path in = Path.of("");

    @Parameters(
            index = "1",
            paramLabel = "OUT",
            description = "The file to write; its extension (.arrow, .feather, .ipc, .parquet) gives the format.")
    private Path out = Path.of("");

    @Option(names = "--columns", paramLabel = "NAMES", description = "Columns, separated by commas. Default: all.")
    private @Nullable String columns;

    @Option(names = "--compression", paramLabel = "CODEC", description = "One of: ${COMPLETION-CANDIDATES}.")
    private @Nullable Compression compression;

    @Option(
            names = {"--rows-per-block", "--rows-per-batch", "--rows-per-row-group"},
            paramLabel = "ROWS",
            description = "Rows of a record batch or row group.")
    private @Nullable Integer blockRows;

    @Option(names = "--rows-per-page", paramLabel = "ROWS", description = "The most rows of a Parquet data page.")
    private @Nullable Integer pageRows;

    @Option(
            names = "--bytes-per-page",
            paramLabel = "BYTES",
            description = "Where a Parquet data page ends, before compression, such as 64KiB.")
    private @Nullable String pageBytes;

    @Option(
            names = "--profile",
            paramLabel = "PROFILE",
            description = "small, or fetch: larger, but quick to fetch single rows from. Default: small.")
    private Profile profile = Profile.SMALL;

    @Mixin private StoreOptions storage = new StoreOptions();

    /// What a file is made for.
    private enum Profile {
        SMALL,
        FETCH
    }

    ConvertCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        requirePlace();
        WriteOptions options = options();
        long start = System.nanoTime();
        try (ForwardStore store = storage.open(in);
                ArrowReader batches = store.scan(ColumnList.parse(columns, store));
                RowWriter writer = Output.tableFile(out, batches.getVectorSchemaRoot().getSchema(), options);
                Progress progress = new Progress(console.err(), console.terminal(), "Writing rows", store.rowCount())) {
            long rows = 0;
            while (batches.loadNextBatch()) {
                writer.write(batches.getVectorSchemaRoot());
                rows += batches.getVectorSchemaRoot().getRowCount();
                progress.at(rows);
            }
            writer.finish();
            progress.close();
            console.err()
                    .printf(
                            Locale.ROOT,
                            "[%s] %,d rows, %s, in %s%n",
                            out,
                            rows,
                            Quantities.bytes(Files.size(out)),
                            Quantities.time(System.nanoTime() - start));
        }
        return 0;
    }

    private void requirePlace() throws IOException {
        StoreOptions.requireTable(in);
        Output.requirePlace(out);
        if (Files.exists(out) && Files.isSameFile(in, out)) {
            throw new UsageException("[" + out + "] Cannot convert a file into itself");
        }
    }

    private WriteOptions options() {
        WriteOptions options =
                switch (FileFormat.ofName(out)) {
                    case ARROW -> WriteOptions.arrow();
                    case PARQUET ->
                            profile == Profile.FETCH ? WriteOptions.parquetForFetching() : WriteOptions.parquet();
                };
        if (compression != null) {
            options = options.withCompression(compression);
        }
        if (blockRows != null) {
            options = options.withBlockRows(blockRows);
        }
        if (pageBytes != null) {
            long bytes = StorageOption.ofBytes("--bytes-per-page", 0, "").parse(pageBytes);
            options = options.withPageBytes((int) Math.min(bytes, Integer.MAX_VALUE));
        }
        return pageRows == null ? options : options.withPageRows(pageRows);
    }
}

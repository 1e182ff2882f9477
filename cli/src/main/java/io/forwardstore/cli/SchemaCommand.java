package io.forwardstore.cli;

import io.forwardstore.StorageOptions;
import io.forwardstore.cli.internal.terminal.Console;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;

@Command(
        name = "schema",
        mixinStandardHelpOptions = true,
        description = "Shows a table's columns and how it is cut.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {"  fstore schema table.arrow", "  fstore schema table.parquet --json"})
final class SchemaCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "FILE", description = "An Arrow IPC or Parquet file.")
    private Path file = Path.of("");

    @Option(names = "--json", description = "One JSON object, with the metadata and the children of nested columns.")
    private boolean json;

    SchemaCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        StoreOptions.requireTable(file);
        TableFacts facts = TableFacts.of(file, StorageOptions.defaults());
        String text = json ? TableFactsText.json(facts) : TableFactsText.table(facts, console.terminal());
        console.out().write(text.getBytes(StandardCharsets.UTF_8));
        return 0;
    }
}

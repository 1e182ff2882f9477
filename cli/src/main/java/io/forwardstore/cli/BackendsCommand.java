package io.forwardstore.cli;

import io.forwardstore.StorageOption;
import io.forwardstore.StorageProvider;
import io.forwardstore.StorageProviders;
import io.forwardstore.cli.internal.terminal.Console;
import io.forwardstore.cli.internal.terminal.TableColumn;
import io.forwardstore.cli.internal.terminal.TextTable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

@Command(
        name = "backends",
        mixinStandardHelpOptions = true,
        description = "Lists the storage backends on the class path.",
        footerHeading = "%nExamples:%n",
        footer = {"  fstore backends", "  fstore backends --options"})
final class BackendsCommand implements Callable<Integer> {
    private final Console console;

    @Option(names = "--options", description = "List the settings that each backend understands.")
    private boolean options;

    BackendsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        StringBuilder text = new StringBuilder();
        TextTable table = options ? optionTable() : backendTable();
        table.draw(console.terminal(), text);
        console.out().write(text.toString().getBytes(StandardCharsets.UTF_8));
        return 0;
    }

    private static TextTable backendTable() {
        TextTable table =
                new TextTable(TableColumn.left("id"), TableColumn.left("type"), TableColumn.left("capabilities"));
        for (StorageProvider provider : StorageProviders.load().all()) {
            table.add(
                    provider.id(),
                    provider.type().name(),
                    new TreeSet<>(provider.capabilities()).stream().map(Enum::name).collect(Collectors.joining(", ")));
        }
        return table;
    }

    private static TextTable optionTable() {
        TextTable table =
                new TextTable(
                        TableColumn.left("id"),
                        TableColumn.left("option"),
                        TableColumn.left("default"),
                        TableColumn.left("description"));
        for (StorageProvider provider : StorageProviders.load().all()) {
            for (StorageOption<?> option : provider.options()) {
                table.add(provider.id(), option.key(), String.valueOf(option.defaultValue()), option.description());
            }
        }
        return table;
    }
}

package io.forwardstore.cli;

import io.forwardstore.cli.internal.terminal.Console;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// Row ids as the user gives them: `5,3,3`, `@file` or `-` for standard input, separated by commas or white space.
final class RowList {
    private static final Pattern SEPARATOR = Pattern.compile("[,\\s]+");

    private static final int SHOWN_LENGTH = 40;

    private RowList() {}

    static long[] parse(String argument, Console console) throws IOException {
        return SEPARATOR
                .splitAsStream(text(argument, console))
                .filter(word -> !word.isEmpty())
                .mapToLong(RowList::parseRow)
                .toArray();
    }

    private static String text(String argument, Console console) throws IOException {
        if (argument.equals("-")) {
            return new String(console.in().readAllBytes(), StandardCharsets.UTF_8);
        }
        if (argument.startsWith("@")) {
            Path file = Path.of(argument.substring(1));
            StoreOptions.requireFile(file);
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        }
        return argument;
    }

    private static long parseRow(String word) {
        try {
            return Long.parseLong(word);
        } catch (NumberFormatException e) {
            String shown = word.length() <= SHOWN_LENGTH ? word : word.substring(0, SHOWN_LENGTH) + "...";
            throw new UsageException("Invalid row '" + shown + "' in --rows: expected row numbers such as 5,3,3");
        }
    }
}

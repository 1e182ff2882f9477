package io.forwardstore.cli;

import io.forwardstore.cli.internal.terminal.Console;
import io.forwardstore.cli.internal.terminal.Terminal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What a command did.
///
/// @param status the exit status
/// @param bytes what it wrote to standard output
/// @param err what it wrote to standard error
record Run(int status, byte[] bytes, String err) {
    /// Runs a command in this process, without a terminal.
    static Run of(String... args) {
        return withInput("", args);
    }

    static Run withInput(String input, String... args) {
        return on(Terminal.NONE, input, args);
    }

    static Run on(Terminal terminal, String input, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        ByteArrayInputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        PrintStream errStream = new PrintStream(err, true, StandardCharsets.UTF_8);
        int status = FStore.run(new Console(in, out, errStream, terminal), args);
        return new Run(status, out.toByteArray(), err.toString(StandardCharsets.UTF_8));
    }

    String out() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    List<String> lines() {
        return out().lines().toList();
    }
}

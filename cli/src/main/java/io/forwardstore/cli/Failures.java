package io.forwardstore.cli;

import io.forwardstore.cli.internal.terminal.ClosedPipeException;
import io.forwardstore.cli.internal.terminal.Printable;

import org.apache.arrow.memory.OutOfMemoryException;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ServiceConfigurationError;

/// Turns what went wrong into one line and an exit status.
///
/// With `FSTORE_DEBUG` set the stack trace follows.
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private static final int SUCCESS = 0;
    private static final int DATA = 1;
    private static final int USAGE = 2;

    private final PrintStream err;

    Failures(PrintStream err) {
        this.err = err;
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        report(worded(e), e);
        if (e instanceof UnmatchedArgumentException unmatched) {
            String suggestions = String.join(", ", unmatched.getSuggestions());
            if (!suggestions.isEmpty()) {
                err.println("Did you mean: " + suggestions + "?");
            }
        }
        err.println("Try '" + command + " --help'.");
        return USAGE;
    }

    /// The parser's message in the command line's words.
    private static String worded(ParameterException e) {
        String message = String.valueOf(e.getMessage());
        boolean isRoot = e.getCommandLine().getParent() == null;
        if (isRoot && e instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
            return "Unknown command '" + unmatched.getUnmatched().getFirst() + "'";
        }
        return message.replaceFirst("^Error: ", "")
                .replace("option option", "option")
                .replaceFirst(" is not an? (int|long)$", " is no whole number")
                .replaceFirst(" is not a (float|double)$", " is no number");
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine commandLine, @Nullable ParseResult parsed) {
        return handle(e);
    }

    /// Reports a failure of any kind.
    int handle(Throwable e) {
        return switch (e) {
            case ClosedPipeException _ -> SUCCESS;
            case NoSuchFileException missing -> report(USAGE, message(missing, "no such file or directory"), e);
            case AccessDeniedException denied -> report(USAGE, message(denied, "access denied"), e);
            case FileSystemException other -> report(DATA, message(other, String.valueOf(other.getReason())), e);
            case UsageException _, IllegalArgumentException _, IndexOutOfBoundsException _ ->
                    report(USAGE, e.getMessage(), e);
            case IOException _, UnsupportedOperationException _, OutOfMemoryException _ ->
                    report(DATA, e.getMessage(), e);
            case OutOfMemoryError _ -> report(DATA, "Out of memory: " + e.getMessage(), e);
            case LinkageError _ -> report(DATA, "Cannot load a library: " + innermost(e).getMessage(), e);
            case ServiceConfigurationError _, IllegalStateException _ -> report(DATA, e.getMessage(), e);
            default -> report(DATA, "Internal error, set FSTORE_DEBUG=1 for its stack trace: " + e, e);
        };
    }

    private static Throwable innermost(Throwable e) {
        Throwable innermost = e;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return innermost;
    }

    /// What the JDK throws gives the file alone; the library's own message starts with it.
    private static String message(FileSystemException e, String reason) {
        return e.getFile() == null ? String.valueOf(e.getMessage()) : "[" + e.getFile() + "] Cannot open: " + reason;
    }

    private int report(int status, @Nullable String message, Throwable e) {
        report(message == null ? e.toString() : message, e);
        return status;
    }

    private void report(String message, Throwable e) {
        err.println("fstore: " + Printable.of(message.lines().findFirst().orElse(e.toString())));
        if (System.getenv("FSTORE_DEBUG") != null) {
            e.printStackTrace(err);
        }
    }
}

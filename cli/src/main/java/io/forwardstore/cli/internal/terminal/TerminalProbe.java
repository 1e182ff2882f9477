package io.forwardstore.cli.internal.terminal;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Finds out about the process's terminal without native code: from what the launcher says in the environment, else
/// from `/proc`, else from [java.io.Console].
public final class TerminalProbe {
    /// Set by the launcher to the numbers of the standard streams that are terminals, such as `12`.
    static final String STREAMS_VARIABLE = "FSTORE_TERMINAL_STREAMS";

    private final Map<String, String> environment;

    /// @param environment the process's environment variables
    public TerminalProbe(Map<String, String> environment) {
        this.environment = environment;
    }

    /// What the process was started with.
    public Terminal probe() {
        return new Terminal(isTerminal(1), isTerminal(2), width(), drawsUnicode(), drawsColors());
    }

    private boolean isTerminal(int stream) {
        String said = environment.get(STREAMS_VARIABLE);
        if (said != null) {
            return said.contains(Integer.toString(stream));
        }
        Path link = Path.of("/proc/self/fd", Integer.toString(stream));
        try {
            String target = Files.readSymbolicLink(link).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException e) {
            java.io.@Nullable Console console = System.console();
            return console != null && console.isTerminal();
        }
    }

    private int width() {
        try {
            int columns = Integer.parseInt(environment.getOrDefault("COLUMNS", "").strip());
            return columns > 0 ? columns : Terminal.DEFAULT_WIDTH_COLUMNS;
        } catch (NumberFormatException e) {
            return Terminal.DEFAULT_WIDTH_COLUMNS;
        }
    }

    /// The C and POSIX locales give ASCII here.
    private static boolean drawsUnicode() {
        String encoding = System.getProperty("native.encoding", "UTF-8");
        return Charset.isSupported(encoding) && Charset.forName(encoding).equals(StandardCharsets.UTF_8);
    }

    private boolean drawsColors() {
        return environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb");
    }
}

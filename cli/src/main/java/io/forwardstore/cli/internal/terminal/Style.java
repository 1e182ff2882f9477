package io.forwardstore.cli.internal.terminal;

/// Emphasis on a terminal, by the control sequences of ECMA-48; none elsewhere.
public enum Style {
    PLAIN,
    ANSI;

    private static final String RESET = "\u001B[0m";

    public String bold(String text) {
        return with("\u001B[1m", text);
    }

    public String dim(String text) {
        return with("\u001B[2m", text);
    }

    public String good(String text) {
        return with("\u001B[32m", text);
    }

    public String bad(String text) {
        return with("\u001B[31m", text);
    }

    private String with(String on, String text) {
        return this == PLAIN ? text : on + text + RESET;
    }
}

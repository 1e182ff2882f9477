package io.forwardstore.cli.internal.terminal;

/// Text with its control characters as escapes: what a file or a file's name says must not command the terminal.
public final class Printable {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private Printable() {}

    /// `text` with escapes such as `\n` and `\x1b`.
    public static String of(String text) {
        if (text.chars().noneMatch(Character::isISOControl)) {
            return text;
        }
        StringBuilder escaped = new StringBuilder();
        for (char c : text.toCharArray()) {
            switch (c) {
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\t' -> escaped.append("\\t");
                default -> append(c, escaped);
            }
        }
        return escaped.toString();
    }

    private static void append(char c, StringBuilder escaped) {
        if (Character.isISOControl(c)) {
            escaped.append("\\x").append(HEX[c >> 4]).append(HEX[c & 0xF]);
        } else {
            escaped.append(c);
        }
    }
}

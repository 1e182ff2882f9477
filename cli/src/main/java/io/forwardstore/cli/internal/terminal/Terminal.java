package io.forwardstore.cli.internal.terminal;

/// What the standard streams lead to.
///
/// @param showsOut true if standard output is a terminal
/// @param showsErr true if standard error is a terminal
/// @param widthColumns the terminal's width in character cells
/// @param drawsUnicode true if box-drawing characters can be shown
/// @param drawsColors true if the terminal understands colours and none are unwanted
public record Terminal(
        boolean showsOut, boolean showsErr, int widthColumns, boolean drawsUnicode, boolean drawsColors) {
    /// The width that text is laid out for where nothing says otherwise.
    public static final int DEFAULT_WIDTH_COLUMNS = 80;

    /// No terminal: plain text, nothing cut to a width.
    public static final Terminal NONE = new Terminal(false, false, DEFAULT_WIDTH_COLUMNS, true, false);

    /// How to emphasize on standard output.
    public Style outStyle() {
        return showsOut && drawsColors ? Style.ANSI : Style.PLAIN;
    }

    /// How to emphasize on standard error.
    public Style errStyle() {
        return showsErr && drawsColors ? Style.ANSI : Style.PLAIN;
    }
}

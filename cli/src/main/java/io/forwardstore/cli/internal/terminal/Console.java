package io.forwardstore.cli.internal.terminal;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;

/// The streams of one run: data leaves by `out`, everything else by `err`.
///
/// @param in standard input
/// @param out standard output, whose writes fail with [ClosedPipeException] once nobody reads it
/// @param err standard error
/// @param terminal what the streams lead to
public record Console(InputStream in, OutputStream out, PrintStream err, Terminal terminal) {}

package io.forwardstore.cli.internal.terminal;

import java.io.IOException;

/// Whoever read standard output has gone.
public final class ClosedPipeException extends IOException {
    private static final long serialVersionUID = 1L;

    ClosedPipeException(IOException cause) {
        super("standard output is closed", cause);
    }
}

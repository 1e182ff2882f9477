package io.forwardstore.cli.internal.output;

import java.io.IOException;
import java.io.OutputStream;

/// A stream that stays open: standard output, or a device.
///
/// @param stream buffered
record StreamDestination(OutputStream stream) implements Destination {
    @Override
    public void commit() throws IOException {
        stream.flush();
    }

    @Override
    public void close() {}
}

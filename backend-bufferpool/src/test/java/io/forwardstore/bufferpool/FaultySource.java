package io.forwardstore.bufferpool;

import io.forwardstore.engine.FileSource;
import io.forwardstore.engine.PageScope;

import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;

/// A file of which some reads fail: before a byte is read, or after memory was taken and written.
final class FaultySource extends SourceOver {
    static final String MESSAGE = "injected fault";

    private final int everyReads;

    /// @param everyReads how many reads it takes for one to fail, on average
    FaultySource(FileSource file, int everyReads) {
        super(file);
        this.everyReads = everyReads;
    }

    @Override
    public long read(long offsetBytes, long bytes, PageScope scope) throws IOException {
        failSometimes();
        long address = file().read(offsetBytes, bytes, scope);
        failSometimes();
        return address;
    }

    private void failSometimes() throws IOException {
        if (ThreadLocalRandom.current().nextInt(2 * everyReads) == 0) {
            throw new IOException("[" + file().name() + "] " + MESSAGE);
        }
    }
}

package io.forwardstore.engine.internal.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/// A file system on which one call fails: the first, the second, and so on.
public final class FaultyFileCalls implements FileCalls {
    private final FileCalls calls = new NioFileCalls();
    private final int failingCall;
    private int made;
    private boolean failed;

    /// @param failingCall the number of the call that fails, from 0
    private FaultyFileCalls(int failingCall) {
        this.failingCall = failingCall;
    }

    public static FaultyFileCalls failingAt(int call) {
        return new FaultyFileCalls(call);
    }

    /// A file that this file system holds.
    public AtomicFile open(Path target) throws IOException {
        return AtomicFile.create(target, this);
    }

    /// True once the failing call was made.
    public boolean hasFailed() {
        return failed;
    }

    private void count() throws IOException {
        if (made++ == failingCall) {
            failed = true;
            throw new IOException("No space left on device");
        }
    }

    @Override
    public void copy(FileChannel source, long bytes, FileChannel channel) throws IOException {
        if (made == failingCall) {
            calls.copy(source, bytes / 2, channel);
        }
        count();
        calls.copy(source, bytes, channel);
    }

    @Override
    public FileChannel create(Path file) throws IOException {
        count();
        return calls.create(file);
    }

    /// A full device takes a part of the bytes before it fails.
    @Override
    public void write(FileChannel channel, ByteBuffer bytes) throws IOException {
        if (made == failingCall) {
            calls.write(channel, bytes.slice(0, bytes.remaining() / 2));
        }
        count();
        calls.write(channel, bytes);
    }

    @Override
    public void force(FileChannel channel) throws IOException {
        count();
        calls.force(channel);
    }

    @Override
    public void replace(Path source, Path target) throws IOException {
        count();
        calls.replace(source, target);
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        count();
        calls.forceDirectory(directory);
    }

    @Override
    public void delete(Path file) throws IOException {
        calls.delete(file);
    }
}

package io.forwardstore.mmap;

import io.forwardstore.engine.internal.memory.Memory;

import java.util.OptionalLong;

/// What can be done with a mapping on any operating system: its pages can be read.
final class PortablePageControl implements PageControl {
    /// No system has smaller pages.
    private static final long PAGE_BYTES = 4096;

    /// Keeps compilers from leaving the reads out.
    @SuppressWarnings("UnusedVariable")
    private static volatile int lastSum;

    @Override
    public long pageBytes() {
        return PAGE_BYTES;
    }

    @Override
    public void populate(long address, long bytes) {
        touch(address, bytes, PAGE_BYTES);
    }

    /// Reads a byte of each page.
    static void touch(long address, long bytes, long pageBytes) {
        int sum = 0;
        for (long at = 0; at < bytes; at += pageBytes) {
            sum += Memory.getByte(address + at);
        }
        lastSum = sum;
        Memory.awaitFaults();
    }

    @Override
    public OptionalLong residentBytes(long address, long bytes) {
        return OptionalLong.empty();
    }

    @Override
    public void advise(long address, long bytes, Advice advice) {
        throw unsupported("advise");
    }

    @Override
    public void willNeed(long address, long bytes) {
        // pages are read as they are touched
    }

    @Override
    public long threadReadBytes() {
        return 0;
    }

    @Override
    public boolean lock(long address, long bytes) {
        throw unsupported("lock");
    }

    @Override
    public void unlock(long address, long bytes) {
        throw unsupported("unlock");
    }

    @Override
    public OptionalLong lockLimitBytes() {
        return OptionalLong.empty();
    }

    private static UnsupportedOperationException unsupported(String what) {
        return new UnsupportedOperationException(
                "Cannot " + what + " mapped memory: unsupported on " + System.getProperty("os.name"));
    }
}

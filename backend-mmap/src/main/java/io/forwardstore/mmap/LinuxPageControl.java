package io.forwardstore.mmap;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.OptionalLong;

/// Page control by Linux's system calls.
final class LinuxPageControl implements PageControl {
    /// Asked about at once: a byte for each page of it.
    private static final long RESIDENCE_BYTES = 64L << 20;

    private final LibC calls;

    LinuxPageControl(LibC calls) {
        this.calls = calls;
    }

    @Override
    public long pageBytes() {
        return calls.pageBytes();
    }

    @Override
    public void populate(long address, long bytes) {
        switch (calls.advise(address, bytes, LibC.MADV_POPULATE_READ)) {
            case 0 -> {}
            case LibC.EFAULT, LibC.EHWPOISON -> throw new InternalError("a page could not be read");
            default -> PortablePageControl.touch(address, bytes, pageBytes()); // before Linux 5.14
        }
    }

    @Override
    public OptionalLong residentBytes(long address, long bytes) {
        long resident = 0;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment pages = arena.allocate(RESIDENCE_BYTES / pageBytes());
            for (long at = 0; at < bytes; at += RESIDENCE_BYTES) {
                long part = Math.min(RESIDENCE_BYTES, bytes - at);
                if (calls.residence(address + at, part, pages) != 0) {
                    return OptionalLong.empty();
                }
                long count = Math.ceilDiv(part, pageBytes());
                for (long page = 0; page < count; page++) {
                    resident += pages.get(ValueLayout.JAVA_BYTE, page) & 1;
                }
            }
        }
        return OptionalLong.of(resident * pageBytes());
    }

    @Override
    public void advise(long address, long bytes, Advice advice) {
        int errno =
                calls.advise(
                        address,
                        bytes,
                        switch (advice) {
                            case NORMAL -> LibC.MADV_NORMAL;
                            case RANDOM -> LibC.MADV_RANDOM;
                            case SEQUENTIAL -> LibC.MADV_SEQUENTIAL;
                            case WILLNEED -> LibC.MADV_WILLNEED;
                        });
        if (errno != 0) {
            throw new UnsupportedOperationException(
                    "Cannot advise mapped memory: the system refused with error number " + errno);
        }
    }

    @Override
    public void willNeed(long address, long bytes) {
        int _ = calls.advise(address, bytes, LibC.MADV_WILLNEED);
    }

    @Override
    public long threadReadBytes() {
        return calls.threadReadBytes();
    }

    @Override
    public boolean lock(long address, long bytes) {
        return calls.lock(address, bytes) == 0;
    }

    @Override
    public void unlock(long address, long bytes) {
        calls.unlock(address, bytes);
    }

    @Override
    public OptionalLong lockLimitBytes() {
        long limit = calls.lockLimitBytes();
        return limit < 0 ? OptionalLong.empty() : OptionalLong.of(limit);
    }
}

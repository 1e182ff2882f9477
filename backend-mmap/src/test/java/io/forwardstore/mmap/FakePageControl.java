package io.forwardstore.mmap;

import io.forwardstore.engine.FileRange;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// Locks up to a limit and notes what it is asked.
class FakePageControl implements PageControl {
    final List<Advice> advices = new ArrayList<>();

    /// By address.
    final List<FileRange> populatedRanges = new ArrayList<>();

    /// By address; refused ones too.
    final List<FileRange> askedLocks = new ArrayList<>();

    final List<FileRange> unlocks = new ArrayList<>();
    final List<FileRange> residenceAsked = new ArrayList<>();

    /// By address.
    final List<FileRange> willNeeds = new ArrayList<>();

    long threadReadBytes;
    long locked;
    long populated;

    private final long limitBytes;

    FakePageControl(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    @Override
    public long pageBytes() {
        return 4_096;
    }

    @Override
    public void populate(long address, long bytes) {
        synchronized (this) {
            populatedRanges.add(new FileRange(address, bytes));
            populated += bytes;
        }
    }

    @Override
    public OptionalLong residentBytes(long address, long bytes) {
        residenceAsked.add(new FileRange(address, bytes));
        return OptionalLong.of(bytes);
    }

    @Override
    public void advise(long address, long bytes, Advice advice) {
        advices.add(advice);
    }

    @Override
    public void willNeed(long address, long bytes) {
        willNeeds.add(new FileRange(address, bytes));
        threadReadBytes += bytes;
    }

    @Override
    public long threadReadBytes() {
        return threadReadBytes;
    }

    @Override
    public boolean lock(long address, long bytes) {
        askedLocks.add(new FileRange(address, bytes));
        if (bytes > limitBytes - locked) {
            return false;
        }
        locked += bytes;
        return true;
    }

    @Override
    public void unlock(long address, long bytes) {
        unlocks.add(new FileRange(address, bytes));
        locked -= bytes;
    }

    @Override
    public OptionalLong lockLimitBytes() {
        return OptionalLong.of(limitBytes);
    }
}

package io.forwardstore.mmap;

/// How a mapping will be read: what the operating system reads ahead, and what it drops first.
public enum Advice {
    /// Read some pages ahead of each one that is missing.
    NORMAL,
    /// Read no more than the page that is missing: for fetches from tables larger than memory.
    RANDOM,
    /// Read far ahead, and drop what was read: for scans.
    SEQUENTIAL,
    /// Read the whole file ahead as far as memory is free, without waiting for it.
    WILLNEED
}

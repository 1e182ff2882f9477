package io.forwardstore.mmap;

import java.util.OptionalLong;

/// How much of a mapping is where.
///
/// @param mappedBytes the mapping's size, in bytes
/// @param residentBytes the bytes in memory, in whole pages, if the operating system tells
/// @param lockedBytes the bytes locked by this store
public record MappedMemory(long mappedBytes, OptionalLong residentBytes, long lockedBytes) {}

package io.forwardstore.mmap;

import java.util.OptionalLong;

/// What a warm-up has reached.
///
/// @param warmedBytes the bytes that were brought into memory or were there already, in whole pages
/// @param residentBytes how many of them are in memory after it, if the operating system tells; Linux answers that all
///   are to a process that could not write the file
public record WarmupResult(long warmedBytes, OptionalLong residentBytes) {}

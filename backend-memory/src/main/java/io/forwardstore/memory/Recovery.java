package io.forwardstore.memory;

/// What opening a table for writing found.
///
/// @param fileRows rows that the table's file has
/// @param journalRows rows that the journal had on top of them
/// @param tornBytes bytes at the journal's end that were no whole record and were cut off: what was being written when
///   the process or the machine ended
public record Recovery(long fileRows, long journalRows, long tornBytes) {}

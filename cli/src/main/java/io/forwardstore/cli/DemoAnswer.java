package io.forwardstore.cli;

/// What one backend answered, and in what time.
///
/// @param id the backend
/// @param isRight true if all answers are those that the table was made from
/// @param openNanos the time to open the table
/// @param fetchNanos the median time of a fetch
/// @param scanNanos the median time of a scan
record DemoAnswer(String id, boolean isRight, long openNanos, long fetchNanos, long scanNanos) {}

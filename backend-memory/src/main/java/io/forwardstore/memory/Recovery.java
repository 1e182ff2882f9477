package io.forwardstore.memory;

import java.nio.file.Path;
import java.util.Optional;

/// What opening a table for writing found.
///
/// @param fileRows rows that the table's file has
/// @param journalRows rows that the journal had on top of them
/// @param tornBytes bytes at the journal's end that were no rows: what was being written when the process or the
///   machine ended, which was cut off; or, if the journal was set aside, everything from the damage on
/// @param setAside where the journal is now if it was damaged and [DamagedJournal#SET_ASIDE] was asked for
public record Recovery(long fileRows, long journalRows, long tornBytes, Optional<Path> setAside) {}

package io.forwardstore.memory;

/// What becomes of a journal that was damaged before its end, so that rows which were acknowledged cannot be read.
public enum DamagedJournal {
    /// The table does not open; file and journal are left as they are.
    REFUSE,
    /// The table opens with the rows before the damage, once they are in its file, durably. The journal is renamed,
    /// with `.damaged` behind its name, and holds whatever it held.
    SET_ASIDE
}

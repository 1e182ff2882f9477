package io.forwardstore.engine.internal.memory;

import java.lang.foreign.Arena;

/// A few zero bytes that are always there: the offsets of an empty array that was written without any.
public final class Zeros {
    /// The zero bytes that there are.
    public static final int BYTES = 64;

    private static final long ADDRESS = Arena.global().allocate(BYTES, BYTES).address();

    private Zeros() {}

    /// The address of [#BYTES] zero bytes; never written.
    public static long address() {
        return ADDRESS;
    }
}

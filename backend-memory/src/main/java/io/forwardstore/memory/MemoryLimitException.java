package io.forwardstore.memory;

/// Growing would pass the table's byte limit.
final class MemoryLimitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MemoryLimitException(long neededBytes, long limitBytes) {
        super("it would hold " + neededBytes + " bytes, the limit " + MemoryOptions.BYTE_LIMIT + " is " + limitBytes);
    }
}

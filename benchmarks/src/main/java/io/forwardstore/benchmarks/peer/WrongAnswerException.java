package io.forwardstore.benchmarks.peer;

/// A peer answered something else than the table's generator.
public final class WrongAnswerException extends Exception {
    private static final long serialVersionUID = 1;

    WrongAnswerException(String message) {
        super(message);
    }
}

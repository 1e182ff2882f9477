package io.forwardstore.cli;

/// The command line cannot be carried out as it stands. The message is one line for the user.
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}

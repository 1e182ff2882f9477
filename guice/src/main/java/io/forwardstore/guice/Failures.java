package io.forwardstore.guice;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/// The failures of actions that are all to be tried: the first, and the others as suppressed by it.
final class Failures {
    private @Nullable Exception first;

    /// An action that may fail.
    interface Action {
        void run() throws IOException;
    }

    void collect(Action action) {
        try {
            action.run();
        } catch (IOException | RuntimeException e) {
            if (first == null) {
                first = e;
            } else {
                first.addSuppressed(e);
            }
        }
    }

    void throwFirst() throws IOException {
        switch (first) {
            case null -> {}
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            default -> throw new AssertionError(first);
        }
    }
}

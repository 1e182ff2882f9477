package io.forwardstore.benchmarks;

import java.util.concurrent.atomic.AtomicInteger;

/// Requests in turn. Those of the next thread start elsewhere.
final class Requests {
    private static final int STRIDE = 101;
    private static final AtomicInteger MADE = new AtomicInteger();

    private final long[][] requests;
    private int next = MADE.getAndIncrement() * STRIDE;

    /// @param size the rows of each
    Requests(int size) {
        this.requests = BenchmarkTable.requests(size);
    }

    /// The next request.
    long[] next() {
        return requests[next++ & (requests.length - 1)];
    }
}

package io.forwardstore.benchmarks;

/// Requests in turn.
final class Requests {
    private final long[][] requests;
    private int next;

    /// @param size the rows of each
    Requests(int size) {
        this.requests = BenchmarkTable.requests(size);
    }

    /// The next request.
    long[] next() {
        return requests[next++ & (requests.length - 1)];
    }
}

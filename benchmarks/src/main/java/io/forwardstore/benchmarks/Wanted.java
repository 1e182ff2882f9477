package io.forwardstore.benchmarks;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// The rows that a thread asks for.
public class Wanted {
    private Wanted() {}

    /// One row at a time.
    @State(Scope.Thread)
    public static class One {
        private final Requests requests = new Requests(1);

        /// The next request.
        public long[] next() {
            return requests.next();
        }
    }

    /// 100 rows at a time.
    @State(Scope.Thread)
    public static class Hundred {
        private final Requests requests = new Requests(100);

        /// The next request.
        public long[] next() {
            return requests.next();
        }
    }

    /// 1,000 rows at a time.
    @State(Scope.Thread)
    public static class Thousand {
        private final Requests requests = new Requests(1_000);

        /// The next request.
        public long[] next() {
            return requests.next();
        }
    }
}

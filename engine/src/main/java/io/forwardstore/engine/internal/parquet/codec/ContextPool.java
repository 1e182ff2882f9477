package io.forwardstore.engine.internal.parquet.codec;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/// Contexts of native libraries that are dear to make, kept for the next page. Holds as many as were ever in use at
/// once.
///
/// **Threads.** Safe. **Ownership.** Who acquired a context gives it back, unless it failed.
final class ContextPool<T> {
    private final ConcurrentLinkedQueue<T> idle = new ConcurrentLinkedQueue<>();
    private final Supplier<T> factory;

    ContextPool(Supplier<T> factory) {
        this.factory = factory;
    }

    T acquire() {
        T context = idle.poll();
        return context != null ? context : factory.get();
    }

    void release(T context) {
        idle.add(context);
    }
}

package io.forwardstore.guice;

import com.google.inject.Inject;

import io.forwardstore.ForwardStore;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Closes the stores that an injector opened. An application asks its injector for it and closes it when it ends:
///
/// ```java
/// try (StoreCloser _ = injector.getInstance(StoreCloser.class)) {
///     serve(injector);
/// }
/// ```
///
/// **Threads.** Safe for concurrent calls. **Ownership.** Owns the stores that are bound by name, not those that a
/// [ForwardStoreFactory] opened. **Failure.** A store that cannot be closed keeps no other open.
public final class StoreCloser implements AutoCloseable {
    private final List<ForwardStore> stores = new ArrayList<>();
    private boolean closed;

    @Inject
    StoreCloser() {}

    /// Takes a store over; one that comes after [#close] is closed at once.
    synchronized void add(ForwardStore store) throws IOException {
        if (closed) {
            store.close();
        } else {
            stores.add(store);
        }
    }

    /// Closes the stores, the last opened first. Does nothing when closed already.
    ///
    /// @throws IOException the first failure; it carries the others as suppressed
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        Failures failures = new Failures();
        stores.reversed().forEach(store -> failures.collect(store::close));
        stores.clear();
        failures.throwFirst();
    }
}

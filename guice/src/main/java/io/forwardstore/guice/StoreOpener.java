package io.forwardstore.guice;

import com.google.inject.Provider;
import com.google.inject.ProvisionException;

import io.forwardstore.ForwardStore;
import io.forwardstore.StorageProvider;

import java.io.IOException;

/// Opens one named store. A store that cannot be opened keeps the injector from being made, so the stores that were
/// opened before it are closed, and those after it as soon as they are open.
final class StoreOpener implements Provider<ForwardStore> {
    private final NamedStore store;
    private final StorageProvider storage;
    private final Provider<StoreCloser> closer;

    StoreOpener(NamedStore store, StorageProvider storage, Provider<StoreCloser> closer) {
        this.store = store;
        this.storage = storage;
        this.closer = closer;
    }

    @Override
    public ForwardStore get() {
        try {
            ForwardStore opened = storage.open(store.file(), store.options());
            closer.get().add(opened);
            return opened;
        } catch (IOException | RuntimeException e) {
            closeOthers(e);
            throw new ProvisionException("Cannot open store '" + store.name() + "': " + describe(e), e);
        }
    }

    private void closeOthers(Exception cause) {
        try {
            closer.get().close();
        } catch (IOException | RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    private static String describe(Exception e) {
        return e.getMessage() != null ? e.getMessage() : e.toString();
    }

    @Override
    public String toString() {
        return "store '" + store.name() + "' in " + store.file() + " by " + store.storage();
    }
}

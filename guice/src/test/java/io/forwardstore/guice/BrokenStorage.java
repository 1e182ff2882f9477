package io.forwardstore.guice;

import io.forwardstore.StorageProvider;
import io.forwardstore.StorageProviders;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.ServiceConfigurationError;

/// Backends of which one cannot be loaded.
final class BrokenStorage {
    private BrokenStorage() {}

    static StorageProviders beside(StorageProvider whole) {
        return StorageProviders.of(() ->
                new Iterator<>() {
                    private int next;

                    @Override
                    public boolean hasNext() {
                        return next < 2;
                    }

                    @Override
                    public StorageProvider next() {
                        return switch (next++) {
                            case 0 -> whole;
                            case 1 ->
                                    throw new ServiceConfigurationError("com.example.Broken could not be instantiated");
                            default -> throw new NoSuchElementException();
                        };
                    }
                });
    }
}

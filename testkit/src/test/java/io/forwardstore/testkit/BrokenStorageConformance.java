package io.forwardstore.testkit;

import io.forwardstore.StorageProvider;
import io.forwardstore.testkit.data.Format;

import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/// The suite over the broken backend of the moment. Its name keeps build tools from running it by itself.
final class BrokenStorageConformance implements NaiveConformance {
    /// What the next run is about.
    static final AtomicReference<StorageProvider> BROKEN = new AtomicReference<>(new NaiveStorageProvider());

    private final StorageProvider broken = BROKEN.get();

    @Override
    public StorageProvider provider() {
        return broken;
    }

    @Override
    public Set<Format> formats() {
        return Set.of(Format.ARROW_IPC);
    }
}

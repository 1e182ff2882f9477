package io.forwardstore.guice;

import io.forwardstore.Capability;
import io.forwardstore.ForwardStore;
import io.forwardstore.StorageOptions;
import io.forwardstore.StorageProvider;
import io.forwardstore.StorageType;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A backend whose stores say how they were opened, and in which order all of them were closed. It opens every file but
/// those whose name starts with `missing`.
public final class FakeStorage implements StorageProvider {
    private final String id;
    private final List<FakeStore> opened = new ArrayList<>();
    private final List<String> closed = new ArrayList<>();

    /// The one that discovery finds.
    public FakeStorage() {
        this("FakeStorage");
    }

    FakeStorage(String id) {
        this.id = id;
    }

    List<FakeStore> opened() {
        return opened;
    }

    List<String> closed() {
        return closed;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public StorageType type() {
        return StorageType.NONE;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of();
    }

    @Override
    public ForwardStore open(Path file, StorageOptions options) throws IOException {
        if (file.getFileName().toString().startsWith("missing")) {
            throw new NoSuchFileException(null, null, "[" + file + "] Cannot open: no such file");
        }
        FakeStore store = new FakeStore(this, file, options);
        opened.add(store);
        return store;
    }
}

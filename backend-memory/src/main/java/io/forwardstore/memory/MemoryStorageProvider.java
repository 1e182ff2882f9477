package io.forwardstore.memory;

import com.google.auto.service.AutoService;

import io.forwardstore.Capability;
import io.forwardstore.ForwardStore;
import io.forwardstore.StorageOption;
import io.forwardstore.StorageOptions;
import io.forwardstore.StorageProvider;
import io.forwardstore.StorageType;
import io.forwardstore.engine.TableStore;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// Holds tables in memory as a whole: `MemoryStorage`.
///
/// A file is read once, at opening, and let go of: what happens to it later does not matter to the store. The memory is
/// charged to the options' allocator.
@AutoService(StorageProvider.class)
public final class MemoryStorageProvider implements StorageProvider {
    /// The id of this backend.
    public static final String ID = "MemoryStorage";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public StorageType type() {
        return StorageType.MEMORY;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.ARROW_IPC, Capability.PARQUET);
    }

    @Override
    public List<StorageOption<?>> options() {
        return MemoryOptions.ALL;
    }

    @Override
    public ForwardStore open(Path file, StorageOptions options) throws IOException {
        return open(file, options, (loadedBytes, totalBytes) -> {});
    }

    /// As [#open(Path, StorageOptions)], saying how far the loading has come.
    ///
    /// @throws IOException also if the table is larger than [MemoryOptions#BYTE_LIMIT] allows
    public ForwardStore open(Path file, StorageOptions options, LoadProgress progress) throws IOException {
        options.requireUnderstood(file.toString(), options());
        return new TableStore(TableLoader.load(file, options, progress), options.allocator());
    }
}

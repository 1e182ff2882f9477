package io.forwardstore.mmap;

import com.google.auto.service.AutoService;

import io.forwardstore.Capability;
import io.forwardstore.StorageOption;
import io.forwardstore.StorageOptions;
import io.forwardstore.StorageProvider;
import io.forwardstore.StorageType;
import io.forwardstore.engine.TableFiles;
import io.forwardstore.engine.TableStore;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// Opens files by mapping them: `MMapFileStorage`.
///
/// Columns of uncompressed Arrow IPC files are served from the mapping without a copy; Parquet pages are decoded
/// straight out of it. Its stores are [MappedStore]s; [MMapOptions] lists its options.
@AutoService(StorageProvider.class)
public final class MMapStorageProvider implements StorageProvider {
    /// The id of this backend.
    public static final String ID = "MMapFileStorage";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public StorageType type() {
        return StorageType.MMAP;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.ARROW_IPC, Capability.PARQUET);
    }

    @Override
    public List<StorageOption<?>> options() {
        return MMapOptions.ALL;
    }

    @Override
    public MappedStore open(Path file, StorageOptions options) throws IOException {
        options.requireUnderstood(file.toString(), options());
        return open(file, options, PageControl.ofSystem());
    }

    static MappedStore open(Path file, StorageOptions options, PageControl pages) throws IOException {
        LockPolicy lockPolicy = options.get(MMapOptions.LOCK_POLICY);
        Advice advice = options.get(MMapOptions.ADVICE);
        boolean lock = options.get(MMapOptions.LOCK);
        boolean warmup = options.get(MMapOptions.MEMORY_WARMUP);
        MappedFileSource source = MappedFileSource.open(file, pages, options.get(MMapOptions.READ_AHEAD));
        TableStore table = new TableStore(TableFiles.open(source, options), options.allocator());
        source.endOpening();
        MappedStore store = new MappedTableStore(table, source, pages, lockPolicy);
        try {
            if (advice != Advice.NORMAL) {
                store.advise(advice);
            }
            if (warmup) {
                store.warmup();
            }
            if (lock) {
                store.lock();
            }
            return store;
        } catch (Throwable e) {
            store.close();
            throw e;
        }
    }
}

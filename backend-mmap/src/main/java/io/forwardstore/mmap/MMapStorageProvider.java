package io.forwardstore.mmap;

import com.google.auto.service.AutoService;

import io.forwardstore.Capability;
import io.forwardstore.ForwardStore;
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
/// straight out of it.
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
        return TableFiles.OPTIONS;
    }

    @Override
    public ForwardStore open(Path file, StorageOptions options) throws IOException {
        options.requireUnderstood(file.toString(), options());
        return new TableStore(TableFiles.open(MappedFileSource.open(file), options), options.allocator());
    }
}

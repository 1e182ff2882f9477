package io.forwardstore.bufferpool;

import com.google.auto.service.AutoService;

import io.forwardstore.Capability;
import io.forwardstore.ForwardStore;
import io.forwardstore.StorageOption;
import io.forwardstore.StorageOptions;
import io.forwardstore.StorageProvider;
import io.forwardstore.StorageType;
import io.forwardstore.engine.FileSource;
import io.forwardstore.engine.Files;
import io.forwardstore.engine.PositionalFileSource;
import io.forwardstore.engine.TableFile;
import io.forwardstore.engine.TableFiles;
import io.forwardstore.engine.TableStore;
import io.forwardstore.engine.internal.parquet.ParquetOptions;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Serves Arrow IPC and Parquet files from decoded pages in a [BufferManager]: `BufferPoolStorage`.
///
/// Files are read by position, never mapped. Stores share [BufferManager#global] unless they are opened with a budget
/// of their own ([#BYTES]), or by a provider that was made for another manager.
@AutoService(StorageProvider.class)
public final class BufferPoolStorageProvider implements StorageProvider {
    /// The id that picks this backend.
    public static final String ID = "BufferPoolStorage";

    /// A budget of the store's own. As a system property of the same name: the budget of the global manager.
    public static final StorageOption<Long> BYTES =
            StorageOption.ofBytes(
                    "forwardstore.bufferpool.bytes",
                    0,
                    "Budget of a buffer manager of the store's own, in bytes; 0 to use the manager that stores share.");

    private static final int OPEN_ATTEMPTS = 16;
    private static final int DICTIONARY_SHARE = 16;

    private final @Nullable BufferManager manager;
    private final UnaryOperator<FileSource> reads;

    /// A provider whose stores share the global manager.
    public BufferPoolStorageProvider() {
        this(null, UnaryOperator.identity());
    }

    /// A provider whose stores share a manager, which stays the caller's to close.
    public BufferPoolStorageProvider(BufferManager manager) {
        this(manager, UnaryOperator.identity());
    }

    /// @param reads wraps what files are read by, for tests
    BufferPoolStorageProvider(@Nullable BufferManager manager, UnaryOperator<FileSource> reads) {
        this.manager = manager;
        this.reads = reads;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public StorageType type() {
        return StorageType.BUFFER_POOL;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.ARROW_IPC, Capability.PARQUET);
    }

    @Override
    public List<StorageOption<?>> options() {
        return Stream.concat(Stream.of(BYTES), TableFiles.OPTIONS.stream()).toList();
    }

    @Override
    public ForwardStore open(Path file, StorageOptions options) throws IOException {
        options.requireUnderstood(file.toString(), options());
        long ownBytes = options.get(BYTES);
        if (ownBytes == 0) {
            return open(file, options, manager != null ? manager : BufferManager.global(), () -> {});
        }
        if (ownBytes < BufferManagerOptions.DEFAULT_PAGE_BYTES) {
            throw new IllegalArgumentException(
                    "["
                            + file
                            + "] Invalid value "
                            + ownBytes
                            + " of '"
                            + BYTES.key()
                            + "': expected at least "
                            + BufferManagerOptions.DEFAULT_PAGE_BYTES
                            + ", or 0");
        }
        BufferManager own = BufferManager.of(ownBytes);
        try {
            return open(file, options, own, own::shutDown);
        } catch (Throwable e) {
            own.shutDown();
            throw e;
        }
    }

    private ForwardStore open(Path file, StorageOptions options, BufferManager pages, Runnable onClose)
            throws IOException {
        Files.requireReadable(file);
        for (int attempt = 1; attempt <= OPEN_ATTEMPTS; attempt++) {
            FileIdentity identity = FileIdentity.of(file);
            FileSource source = reads.apply(PositionalFileSource.open(file));
            if (identity.equals(FileIdentity.of(file))) {
                FileSource checked = new CheckedSource(source, identity);
                // Closes the source if it fails.
                TableFile table = TableFiles.open(new WindowedSource(checked), bounded(options, pages));
                return new TableStore(
                        new PooledTableFile(table, checked, identity, pages, onClose), options.allocator());
            }
            source.close();
        }
        throw new IOException("[" + file + "] Cannot open: the file changes all the time");
    }

    /// Dictionaries lie beside the pages: they may take a small part of what those do.
    private static StorageOptions bounded(StorageOptions options, BufferManager pages) {
        long share = pages.options().budgetBytes() / DICTIONARY_SHARE;
        return options.with(
                ParquetOptions.DICTIONARY_BYTES, Math.min(share, options.get(ParquetOptions.DICTIONARY_BYTES)));
    }
}

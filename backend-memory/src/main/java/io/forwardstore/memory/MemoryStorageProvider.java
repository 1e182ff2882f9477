package io.forwardstore.memory;

import com.google.auto.service.AutoService;

import io.forwardstore.Capability;
import io.forwardstore.ForwardStore;
import io.forwardstore.StorageOption;
import io.forwardstore.StorageOptions;
import io.forwardstore.StorageProvider;
import io.forwardstore.StorageType;
import io.forwardstore.WritableForwardStore;
import io.forwardstore.engine.TableStore;

import org.apache.arrow.vector.types.pojo.Schema;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Holds tables in memory as a whole: `MemoryStorage`.
///
/// A file that is read is read once, at opening, and let go of: what happens to it later does not matter to the store.
/// The memory is charged to the options' allocator.
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
        return Set.of(Capability.ARROW_IPC, Capability.PARQUET, Capability.WRITE);
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
        check(file, options);
        return new TableStore(TableLoader.load(file, options, progress), options.allocator());
    }

    /// Makes an empty table. With [Durability#JOURNAL] neither its file nor a journal may exist: what they hold is
    /// opened by [#openForWriting].
    @Override
    public WritableForwardStore create(Path file, Schema schema, StorageOptions options) throws IOException {
        check(file, options);
        return new TableOpener(file, options).create(schema);
    }

    /// Opens a table to add rows: those of its file, if there is one, and those of its journal, if a process ended
    /// before it could flush them. The rows go on in a journal if there is one already, or [MemoryOptions#DURABILITY]
    /// asks for one.
    ///
    /// @throws java.nio.file.NoSuchFileException if there is neither a file nor a journal
    /// @throws io.forwardstore.CorruptFileException if the journal was damaged before its end; it is left as it is
    public WritableForwardStore openForWriting(Path file, StorageOptions options) throws IOException {
        return openForWriting(file, options, recovery -> {});
    }

    /// As [#openForWriting(Path, StorageOptions)], saying what was found.
    public WritableForwardStore openForWriting(Path file, StorageOptions options, Consumer<Recovery> report)
            throws IOException {
        check(file, options);
        return new TableOpener(file, options).resume(report);
    }

    /// Refuses what is not understood before anything else, whether this call needs it or not.
    private void check(Path file, StorageOptions options) {
        options.requireUnderstood(file.toString(), options());
        options().forEach(options::get);
    }
}

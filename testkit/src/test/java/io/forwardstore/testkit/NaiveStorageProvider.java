package io.forwardstore.testkit;

import io.forwardstore.Capability;
import io.forwardstore.CorruptFileException;
import io.forwardstore.ForwardStore;
import io.forwardstore.StorageOption;
import io.forwardstore.StorageOptions;
import io.forwardstore.StorageProvider;
import io.forwardstore.StorageType;
import io.forwardstore.WritableForwardStore;
import io.forwardstore.testkit.data.Bytes;
import io.forwardstore.testkit.data.Dataset;
import io.forwardstore.testkit.data.Format;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A backend as simple as can be: it knows by heart what each file holds, for it was told when the file was made. A
/// file whose bytes it does not know is corrupt.
public class NaiveStorageProvider implements StorageProvider {
    static final StorageOption<Long> MAX_ROWS =
            StorageOption.ofLong("naive.max-rows", Long.MAX_VALUE, 0, "Most rows of a writable table");

    private static final Map<Bytes, Dataset> KNOWN = new ConcurrentHashMap<>();

    /// Writes a dataset's file and remembers what is in it.
    static Path write(Dataset dataset, Format format, Path directory) throws IOException {
        byte[] content = dataset.bytes(format);
        remember(content, dataset);
        return Files.write(directory.resolve(dataset.name() + format.suffix()), content);
    }

    static void remember(byte[] content, Dataset dataset) {
        KNOWN.put(Bytes.of(content), dataset);
    }

    @Override
    public String id() {
        return "NaiveStorage";
    }

    @Override
    public StorageType type() {
        return StorageType.NONE;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.ARROW_IPC, Capability.PARQUET, Capability.WRITE);
    }

    @Override
    public List<StorageOption<?>> options() {
        return List.of(MAX_ROWS);
    }

    @Override
    public ForwardStore open(Path file, StorageOptions options) throws IOException {
        check(file, options);
        if (Files.isDirectory(file)) {
            throw new FileSystemException(null, null, "[" + file + "] Cannot open: it is a directory");
        }
        if (!Files.exists(file)) {
            throw new NoSuchFileException(null, null, "[" + file + "] Cannot open: no such file");
        }
        byte[] content = Files.readAllBytes(file);
        Dataset dataset = KNOWN.get(Bytes.of(content));
        if (dataset != null && isDeclared(content)) {
            return store(file, dataset, options.allocator());
        }
        if (dataset != null) {
            throw new UnsupportedOperationException("[" + file + "] Cannot open: format not supported");
        }
        throw corrupt(file);
    }

    private boolean isDeclared(byte[] content) {
        boolean parquet = new String(content, 0, 4, StandardCharsets.US_ASCII).equals("PAR1");
        return capabilities().contains(parquet ? Capability.PARQUET : Capability.ARROW_IPC);
    }

    @Override
    public WritableForwardStore create(Path file, Schema schema, StorageOptions options) throws IOException {
        if (!capabilities().contains(Capability.WRITE)) {
            return StorageProvider.super.create(file, schema, options);
        }
        check(file, options);
        return writableStore(file, schema, options.allocator(), options.get(MAX_ROWS));
    }

    /// The store over a dataset.
    ForwardStore store(Path file, Dataset dataset, BufferAllocator allocator) throws IOException {
        return new NaiveStore(file, dataset, allocator);
    }

    /// The store of a new table.
    WritableForwardStore writableStore(Path file, Schema schema, BufferAllocator allocator, long maxRows) {
        return new NaiveWritableStore(file, schema, allocator, maxRows);
    }

    /// What is thrown for bytes that are no file of this backend.
    IOException corrupt(Path file) {
        return new CorruptFileException(file.toString(), 0, "expected a file that was written here");
    }

    void check(Path file, StorageOptions options) {
        options.requireUnderstood(file.toString(), options());
        options.get(MAX_ROWS);
    }
}

package io.forwardstore.engine;

import io.forwardstore.CorruptFileException;
import io.forwardstore.StorageOption;
import io.forwardstore.StorageOptions;
import io.forwardstore.engine.internal.ipc.IpcTableFile;
import io.forwardstore.engine.internal.memory.Memory;
import io.forwardstore.engine.internal.parquet.ParquetOptions;
import io.forwardstore.engine.internal.parquet.ParquetTableFile;
import io.forwardstore.engine.internal.store.AllocatorScope;

import java.io.IOException;
import java.util.List;

/// Opens files of any format that the engine reads, told apart by their first bytes.
public final class TableFiles {
    /// The options that the engine understands, whatever the backend.
    public static final List<StorageOption<?>> OPTIONS =
            List.of(StorageOptions.DICTIONARIES, ParquetOptions.VERIFY_CHECKSUMS, ParquetOptions.DICTIONARY_BYTES);

    private TableFiles() {}

    /// Opens a file.
    ///
    /// @param source the bytes; owned by the table, and closed if the file cannot be opened
    /// @throws CorruptFileException if it is in no known format, or malformed
    public static TableFile open(FileSource source, StorageOptions options) throws IOException {
        try {
            return openFormat(source, options);
        } catch (Throwable e) {
            InternalError fault = e instanceof InternalError known ? known : Memory.pendingFault();
            close(source, e);
            if (fault != null) {
                throw new IOException(
                        "["
                                + source.name()
                                + "] Cannot open: the file was truncated or its storage failed while it was mapped",
                        fault);
            }
            throw e;
        }
    }

    private static TableFile openFormat(FileSource source, StorageOptions options) throws IOException {
        if (source.sizeBytes() == 0) {
            throw new CorruptFileException(
                    source.name(), 0, "expected an Arrow IPC or Parquet file, found an empty file");
        }
        try (PageScope scratch = new AllocatorScope(options.allocator())) {
            if (IpcTableFile.matches(source, scratch)) {
                return IpcTableFile.open(source, options);
            }
            if (ParquetTableFile.matches(source, scratch)) {
                return ParquetTableFile.open(source, options);
            }
        }
        throw new CorruptFileException(
                source.name(), 0, "expected an Arrow IPC file (ARROW1) or a Parquet file (PAR1), found neither");
    }

    private static void close(FileSource source, Throwable cause) {
        try {
            source.close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}

package com.example.zipstorage;

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
import java.util.stream.Stream;

/// `ZipStorage`: tables inside zip archives.
///
/// The path of a table goes on inside the archive, as if that were a directory: `shop.zip/2026/products.arrow`. The
/// path of the archive will do where it holds one file only.
public final class ZipStorageProvider implements StorageProvider {
    /// The most bytes that a compressed table may inflate to.
    public static final StorageOption<Long> MAX_INFLATED =
            StorageOption.ofBytes(
                    "com.example.zip.max-inflated", 1L << 30, "The most bytes that a compressed table may inflate to");

    private static final List<StorageOption<?>> OPTIONS =
            Stream.concat(TableFiles.OPTIONS.stream(), Stream.of(MAX_INFLATED)).toList();

    @Override
    public String id() {
        return "ZipStorage";
    }

    @Override
    public StorageType type() {
        return StorageType.NONE;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.ARROW_IPC, Capability.PARQUET);
    }

    @Override
    public List<StorageOption<?>> options() {
        return OPTIONS;
    }

    @Override
    public ForwardStore open(Path file, StorageOptions options) throws IOException {
        options.requireUnderstood(file.toString(), options());
        ZipEntrySource bytes = ZipEntrySource.open(file, options.get(MAX_INFLATED));
        return new TableStore(TableFiles.open(bytes, options), options.allocator());
    }
}

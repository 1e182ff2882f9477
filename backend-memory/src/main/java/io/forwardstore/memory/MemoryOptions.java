package io.forwardstore.memory;

import io.forwardstore.StorageOption;
import io.forwardstore.engine.TableFiles;

import java.util.ArrayList;
import java.util.List;

/// The options of [MemoryStorageProvider].
public final class MemoryOptions {
    /// The most bytes that a table may hold in memory.
    public static final StorageOption<Long> BYTE_LIMIT =
            StorageOption.ofBytes(
                    "forwardstore.memory.byte-limit",
                    0,
                    "The most bytes that a table may hold in memory; 0 for no limit");

    static final List<StorageOption<?>> ALL = all();

    private MemoryOptions() {}

    private static List<StorageOption<?>> all() {
        List<StorageOption<?>> options = new ArrayList<>(TableFiles.OPTIONS);
        options.add(BYTE_LIMIT);
        return List.copyOf(options);
    }
}

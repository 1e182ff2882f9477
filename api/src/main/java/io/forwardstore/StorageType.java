package io.forwardstore;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// How a storage backend holds a table's bytes.
public enum StorageType {
    /// Not chosen. Opening with it is refused with the list of the ids that are available.
    NONE,
    /// The file is mapped into memory.
    MMAP,
    /// The whole table is resident in Arrow memory.
    MEMORY,
    /// Decoded pages are held in a byte-bounded buffer manager.
    BUFFER_POOL;

    /// The type of that name; case, `_` and `-` do not matter, so `bufferpool` and `BUFFER_POOL` are one.
    ///
    /// @throws IllegalArgumentException if no type has that name; the message lists those that there are
    public static StorageType parse(String name) {
        String wanted = normalized(name);
        return Arrays.stream(values())
                .filter(type -> normalized(type.name()).equals(wanted))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "No storage type named '"
                                        + name
                                        + "'. Available: "
                                        + Arrays.stream(values())
                                                .filter(type -> type != NONE)
                                                .map(Enum::name)
                                                .collect(Collectors.joining(", "))));
    }

    private static String normalized(String name) {
        return name.replace("_", "").replace("-", "").toUpperCase(Locale.ROOT);
    }
}

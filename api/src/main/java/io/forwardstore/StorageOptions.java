package io.forwardstore;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// How a table is opened. Immutable; start from [#defaults] or [#of] and refine:
/// `StorageOptions.of(StorageType.MMAP).with("forwardstore.mmap.lock", "true")`.
///
/// Settings of the backends are kept by key, as a value or as its text form, and are read by [#get].
public final class StorageOptions {
    /// How dictionary-encoded columns show themselves; understood by every backend that reads Arrow IPC.
    public static final StorageOption<DictionaryMode> DICTIONARIES =
            StorageOption.ofEnum(
                    "forwardstore.dictionaries",
                    DictionaryMode.DECODED,
                    "Show dictionary-encoded columns as values (decoded) or as indices (encoded)");

    private static final StorageOptions DEFAULTS = new StorageOptions(StorageType.NONE, null, Map.of());

    private final StorageType type;
    private final @Nullable BufferAllocator allocator;
    private final Map<String, Object> settings;

    private StorageOptions(StorageType type, @Nullable BufferAllocator allocator, Map<String, Object> settings) {
        this.type = type;
        this.allocator = allocator;
        this.settings = settings;
    }

    /// No type chosen, the process-wide allocator, every setting at its default.
    public static StorageOptions defaults() {
        return DEFAULTS;
    }

    /// The defaults with a type.
    public static StorageOptions of(StorageType type) {
        return DEFAULTS.with(type);
    }

    /// These options with a type.
    public StorageOptions with(StorageType type) {
        return new StorageOptions(type, allocator, settings);
    }

    /// These options with the allocator that results are allocated from; it stays the caller's to close, after the
    /// results. Without it one allocator without a limit serves the process.
    public StorageOptions with(BufferAllocator allocator) {
        return new StorageOptions(type, allocator, settings);
    }

    /// These options with one setting.
    public <T> StorageOptions with(StorageOption<T> option, T value) {
        return withSetting(option.key(), option.type().cast(value));
    }

    /// These options with one setting in its text form, read when the backend asks for it.
    public StorageOptions with(String key, String value) {
        return withSetting(key, value);
    }

    private StorageOptions withSetting(String key, Object value) {
        Map<String, Object> copy = new LinkedHashMap<>(settings);
        copy.put(key, value);
        return new StorageOptions(type, allocator, copy);
    }

    /// The type, [StorageType#NONE] if none was chosen.
    public StorageType type() {
        return type;
    }

    /// The allocator for results.
    public BufferAllocator allocator() {
        return allocator != null ? allocator : SharedAllocator.INSTANCE;
    }

    /// The value of a setting, its default if it was not set.
    ///
    /// @throws IllegalArgumentException if its text form cannot be read
    public <T> T get(StorageOption<T> option) {
        Object value = settings.get(option.key());
        if (value == null) {
            return option.defaultValue();
        }
        return value instanceof String text ? option.parse(text) : option.type().cast(value);
    }

    /// Checks that a backend understands every setting, and that each can be read.
    ///
    /// @param resource what the message starts with: the file
    /// @param understood the backend's options
    /// @throws IllegalArgumentException if it does not; the message names the setting, or lists the keys that it
    ///   understands
    public void requireUnderstood(String resource, Collection<StorageOption<?>> understood) {
        Map<String, StorageOption<?>> known =
                understood.stream().collect(Collectors.toMap(StorageOption::key, Function.identity()));
        for (String key : settings.keySet()) {
            StorageOption<?> option = known.get(key);
            if (option == null) {
                throw new IllegalArgumentException(
                        "["
                                + resource
                                + "] Unknown option '"
                                + key
                                + "'. Available: "
                                + String.join(", ", new TreeSet<>(known.keySet())));
            }
            requireReadable(resource, option);
        }
    }

    private void requireReadable(String resource, StorageOption<?> option) {
        try {
            get(option);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("[" + resource + "] " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return "StorageOptions[type=" + type + ", settings=" + settings + "]";
    }

    private static final class SharedAllocator {
        static final BufferAllocator INSTANCE = new RootAllocator();
    }
}

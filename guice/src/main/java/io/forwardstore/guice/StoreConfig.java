package io.forwardstore.guice;

import io.forwardstore.StorageOptions;

import org.jspecify.annotations.Nullable;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a configuration says about stores; the keys are those that [ForwardStoreModule#withConfig] lists.
///
/// Reading goes on after a mistake: all of them are told together.
final class StoreConfig {
    private static final String PREFIX = "forwardstore.";
    private static final String STORAGE = PREFIX + "storage";
    private static final String STORES = PREFIX + "stores.";
    private static final String OPTIONS = "options.";

    private final List<NamedStore> stores = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final StorageOptions baseOptions;
    private final @Nullable String storage;

    private StoreConfig(StorageOptions baseOptions, @Nullable String storage) {
        this.baseOptions = baseOptions;
        this.storage = storage;
    }

    /// @param baseOptions what the options of each store start from
    /// @param storage the backend of stores that name none, unless the configuration names another
    static StoreConfig read(Map<String, String> config, StorageOptions baseOptions, @Nullable String storage) {
        StoreConfig read = new StoreConfig(baseOptions, config.getOrDefault(STORAGE, storage));
        SortedMap<String, SortedMap<String, String>> settings = new TreeMap<>();
        new TreeMap<>(config)
                .forEach((key, value) -> {
                    if (key.startsWith(PREFIX) && !key.equals(STORAGE)) {
                        read.addSetting(key, value, settings);
                    }
                });
        settings.forEach(read::addStore);
        return read;
    }

    /// The backend of stores that name none, null if the configuration chose none.
    @Nullable String storage() {
        return storage;
    }

    /// The stores that were described without a mistake.
    List<NamedStore> stores() {
        return stores;
    }

    /// The mistakes, each a message.
    List<String> problems() {
        return problems;
    }

    /// Files a key `forwardstore.stores.NAME.SETTING` under its store.
    private void addSetting(String key, String value, Map<String, SortedMap<String, String>> settings) {
        int nameEnd = key.indexOf('.', STORES.length());
        if (!key.startsWith(STORES) || nameEnd <= STORES.length()) {
            problems.add(
                    "Unknown key '"
                            + key
                            + "'. Available: "
                            + STORAGE
                            + ", "
                            + STORES
                            + "NAME.{file, storage, options.*}");
            return;
        }
        String name = key.substring(STORES.length(), nameEnd);
        String setting = key.substring(nameEnd + 1);
        if (setting.equals("file") || setting.equals("storage") || setting.startsWith(OPTIONS)) {
            settings.computeIfAbsent(name, _ -> new TreeMap<>()).put(setting, value.strip());
        } else {
            problems.add("Unknown key '" + key + "'. Available for a store: file, storage, options.*");
        }
    }

    private void addStore(String name, Map<String, String> settings) {
        String file = settings.get("file");
        String chosen = settings.getOrDefault("storage", storage);
        if (file == null) {
            problems.add("Store '" + name + "' has no file: set " + STORES + name + ".file");
        }
        if (chosen == null) {
            problems.add("Store '" + name + "' has no storage: set " + STORES + name + ".storage or " + STORAGE);
        }
        if (file == null || chosen == null) {
            return;
        }
        try {
            stores.add(new NamedStore(name, Path.of(file), chosen, options(settings)));
        } catch (InvalidPathException e) {
            problems.add("Store '" + name + "' has an invalid file: " + e.getMessage());
        }
    }

    private StorageOptions options(Map<String, String> settings) {
        StorageOptions options = baseOptions;
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            if (setting.getKey().startsWith(OPTIONS)) {
                options = options.with(setting.getKey().substring(OPTIONS.length()), setting.getValue());
            }
        }
        return options;
    }
}

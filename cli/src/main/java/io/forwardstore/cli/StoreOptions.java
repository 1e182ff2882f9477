package io.forwardstore.cli;

import io.forwardstore.ForwardStore;
import io.forwardstore.StorageOption;
import io.forwardstore.StorageOptions;
import io.forwardstore.StorageProvider;
import io.forwardstore.StorageProviders;
import io.forwardstore.StorageType;
import io.forwardstore.cli.internal.terminal.Console;
import io.forwardstore.mmap.MappedMemory;
import io.forwardstore.mmap.MappedStore;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Which backend opens the table, and with what settings.
final class StoreOptions {
    private static final String WARMUP = "warmup";

    @ArgGroup private @Nullable Backend backend;

    @Option(names = "--warmup", description = "Read the whole file into memory before it is used.")
    private boolean warmup;

    @Option(names = "--lock", description = "Keep the mapped table in physical memory.")
    private boolean lock;

    @Option(
            names = "--pool-bytes",
            paramLabel = "BYTES",
            description = "Memory for the buffer pool, such as 512MiB or 2GB.")
    private @Nullable String poolBytes;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Any other setting of the backend; 'fstore backends --options' lists them.")
    private Map<String, String> settings = new LinkedHashMap<>();

    /// By type or by id, not both.
    private static final class Backend {
        @Option(
                names = "--storage-type",
                paramLabel = "TYPE",
                converter = TypeConverter.class,
                description = "MMAP (default), MEMORY or BUFFERPOOL; case does not matter.")
        private StorageType type = StorageType.NONE;

        @Option(
                names = "--storage",
                paramLabel = "ID",
                description = "The backend of that id, such as MMapFileStorage; 'fstore backends' lists them.")
        private @Nullable String id;
    }

    private static final class TypeConverter implements ITypeConverter<StorageType> {
        @Override
        public StorageType convert(String text) {
            try {
                return StorageType.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /// Opens a table with the backend and the settings that were asked for.
    ForwardStore open(Path file) throws IOException {
        requireTable(file);
        StorageProvider provider = provider();
        return open(file, provider, options(provider));
    }

    /// Opens a table so that reading it checks what the backend can check, such as the checksums of pages.
    ForwardStore openChecking(Path file) throws IOException {
        requireTable(file);
        StorageProvider provider = provider();
        StorageOptions options = options(provider);
        for (String key : keys(provider, ".verify-checksums")) {
            options = options.with(key, "true");
        }
        return open(file, provider, options);
    }

    private ForwardStore open(Path file, StorageProvider provider, StorageOptions options) throws IOException {
        if (warmup && keys(provider, WARMUP).isEmpty()) {
            FileWarmup.read(file, _ -> {});
        }
        return provider.open(file, options);
    }

    /// Tells on the error stream what `--warmup` and `--lock` have reached, if they were asked for.
    void reportMemory(Path file, ForwardStore store, Console console) throws IOException {
        if ((warmup || lock) && store instanceof MappedStore mapped) {
            MappedMemory memory = mapped.memory();
            String resident =
                    memory.residentBytes().isPresent()
                            ? Quantities.bytes(memory.residentBytes().getAsLong())
                            : "an unknown part";
            console.err()
                    .printf(
                            Locale.ROOT,
                            "[%s] %s mapped, %s in memory, %s locked%n",
                            file,
                            Quantities.bytes(memory.mappedBytes()),
                            resident,
                            Quantities.bytes(memory.lockedBytes()));
        }
    }

    /// Refuses what no backend could open, so that the message is the same for all. A pipe has no end to begin from,
    /// and who opens one waits for a writer.
    static void requireTable(Path file) {
        requireFile(file);
        if (!Files.isRegularFile(file)) {
            throw new UsageException("[" + file + "] Cannot open: it is no regular file, such as a pipe or a device");
        }
    }

    /// Refuses what cannot be read at all.
    static void requireFile(Path file) {
        if (Files.isDirectory(file)) {
            throw new UsageException("[" + file + "] Cannot open: it is a directory");
        }
        if (!Files.exists(file)) {
            throw new UsageException("[" + file + "] Cannot open: no such file");
        }
        if (!Files.isReadable(file)) {
            throw new UsageException("[" + file + "] Cannot open: no permission to read it");
        }
    }

    private StorageProvider provider() {
        StorageProviders providers = StorageProviders.load();
        Backend chosen = backend;
        if (chosen == null) {
            return providers.byType(StorageType.MMAP);
        }
        String id = chosen.id;
        return id != null ? providers.byId(id) : providers.byType(chosen.type);
    }

    private StorageOptions options(StorageProvider provider) {
        StorageOptions options = StorageOptions.of(provider.type());
        if (warmup) {
            for (String key : keys(provider, WARMUP)) {
                options = options.with(key, "true");
            }
        }
        if (lock) {
            options = options.with(key(provider, "--lock", ".lock"), "true");
        }
        String bytes = poolBytes;
        if (bytes != null) {
            options = options.with(key(provider, "--pool-bytes", "pool.bytes"), bytes);
        }
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            options = options.with(setting.getKey(), setting.getValue());
        }
        return options;
    }

    /// The backend's own key for a flag: the one that ends as the flag wants.
    private static String key(StorageProvider provider, String flag, String ending) {
        return keys(provider, ending).stream()
                .findFirst()
                .orElseThrow(() ->
                        new UsageException(
                                "Cannot use " + flag + " with " + provider.id() + ": it has no such option"));
    }

    private static List<String> keys(StorageProvider provider, String ending) {
        return provider.options().stream().map(StorageOption::key).filter(key -> key.endsWith(ending)).toList();
    }
}

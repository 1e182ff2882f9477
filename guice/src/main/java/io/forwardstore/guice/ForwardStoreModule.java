package io.forwardstore.guice;

import com.google.inject.AbstractModule;
import com.google.inject.Key;
import com.google.inject.Singleton;
import com.google.inject.multibindings.MapBinder;
import com.google.inject.name.Names;

import io.forwardstore.ForwardStore;
import io.forwardstore.StorageOptions;
import io.forwardstore.StorageProvider;
import io.forwardstore.StorageProviders;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.Set;

/// Binds storage backends and stores.
///
/// ```java
/// Injector injector =
///         Guice.createInjector(
///                 ForwardStoreModule.discover()
///                         .withStorage("MMapFileStorage")
///                         .withStore("products", Path.of("products.parquet"), "BufferPoolStorage")
///                         .withStore("prices", Path.of("prices.arrow"), "MemoryStorage"));
/// ```
///
/// | bound | to |
/// |---|---|
/// | `Map<String, StorageProvider>` | every backend, by id |
/// | [StorageProviders] | the same, with the errors of those that could not be loaded |
/// | [StorageProvider], [ForwardStoreFactory] | the backend chosen by [#withStorage] |
/// | `@Named(name)` [ForwardStore] | a store of [#withStore] or [#withConfig] |
/// | [StoreCloser] | what closes those stores with the application |
///
/// **State.** Immutable: each `with` answers another module. Several may be installed in one injector, if they choose
/// different names and at most one of them a storage.
///
/// **Ownership.** Named stores are opened with the injector, which owns them: the application closes its [StoreCloser].
/// If one cannot be opened, the others are closed. If the injector cannot be made for a reason of another module's,
/// they are not: install what is likely to fail before this module.
///
/// **Failure.** Mistakes are told by the injector's [com.google.inject.CreationException], all of them together: an id
/// that no backend has with those that there are, a file that cannot be opened with its name and the reason.
public final class ForwardStoreModule extends AbstractModule {
    private final StorageProviders providers;
    private final StorageOptions options;
    private final @Nullable String storage;
    private final List<NamedStore> stores;
    private final List<String> problems;

    private ForwardStoreModule(
            StorageProviders providers,
            StorageOptions options,
            @Nullable String storage,
            List<NamedStore> stores,
            List<String> problems) {
        this.providers = providers;
        this.options = options;
        this.storage = storage;
        this.stores = stores;
        this.problems = problems;
    }

    /// Binds the backends that [java.util.ServiceLoader] finds now, and no store yet.
    public static ForwardStoreModule discover() {
        return of(StorageProviders.load());
    }

    /// Binds these backends, and no store yet.
    public static ForwardStoreModule of(StorageProviders providers) {
        return new ForwardStoreModule(providers, StorageOptions.defaults(), null, List.of(), List.of());
    }

    /// This module with other options for what is opened from here on: the stores that later calls add, unless they
    /// bring their own, and those of the [ForwardStoreFactory].
    public ForwardStoreModule withOptions(StorageOptions options) {
        return new ForwardStoreModule(providers, options, storage, stores, problems);
    }

    /// This module with a backend that is injected as [StorageProvider], and opens what [ForwardStoreFactory] is asked
    /// for.
    ///
    /// @param id the backend's id, such as `MMapFileStorage`
    public ForwardStoreModule withStorage(String id) {
        return new ForwardStoreModule(providers, options, id, stores, problems);
    }

    /// This module with a store that is injected as `@Named(name)` [ForwardStore].
    ///
    /// @param storage the id of its backend
    public ForwardStoreModule withStore(String name, Path file, String storage) {
        return withStore(name, file, storage, options);
    }

    /// This module with a store that is injected as `@Named(name)` [ForwardStore].
    ///
    /// @param storage the id of its backend
    public ForwardStoreModule withStore(String name, Path file, String storage, StorageOptions options) {
        NamedStore store = new NamedStore(name, file, storage, options);
        return new ForwardStoreModule(providers, this.options, this.storage, joined(stores, List.of(store)), problems);
    }

    /// This module with the storage and the stores of a configuration, such as a properties file. Its keys are:
    ///
    /// | key | value |
    /// |---|---|
    /// | `forwardstore.storage` | as [#withStorage]; also the backend of stores that name none |
    /// | `forwardstore.stores.NAME.file` | the table of the store `NAME`, a name without dots |
    /// | `forwardstore.stores.NAME.storage` | the id of its backend |
    /// | `forwardstore.stores.NAME.options.KEY` | the option `KEY` of its backend in its text form |
    ///
    /// Keys that do not start with `forwardstore.` are others' and ignored; other keys that do are refused.
    public ForwardStoreModule withConfig(Map<String, String> config) {
        StoreConfig read = StoreConfig.read(config, options, storage);
        return new ForwardStoreModule(
                providers, options, read.storage(), joined(stores, read.stores()), joined(problems, read.problems()));
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> joined = new ArrayList<>(first);
        joined.addAll(second);
        return List.copyOf(joined);
    }

    @Override
    protected void configure() {
        problems.forEach(this::addProblem);
        bindProviders();
        bindStorage();
        bind(StoreCloser.class).in(Singleton.class);
        Set<String> names = new HashSet<>();
        for (NamedStore store : stores) {
            if (names.add(store.name())) {
                bindStore(store);
            } else {
                addProblem("Store '" + store.name() + "' is declared twice");
            }
        }
    }

    private void bindProviders() {
        bind(StorageProviders.class).toInstance(providers);
        MapBinder<String, StorageProvider> byId = MapBinder.newMapBinder(binder(), String.class, StorageProvider.class);
        for (StorageProvider provider : providers.all()) {
            byId.addBinding(provider.id()).toInstance(provider);
        }
    }

    private void bindStorage() {
        if (storage == null) {
            return;
        }
        find(storage, "")
                .ifPresent(provider -> {
                    bind(StorageProvider.class).toInstance(provider);
                    bind(ForwardStoreFactory.class).toInstance(file -> provider.open(file, options));
                });
    }

    private void bindStore(NamedStore store) {
        find(store.storage(), "Store '" + store.name() + "': ")
                .ifPresent(provider ->
                        bind(Key.get(ForwardStore.class, Names.named(store.name())))
                                .toProvider(new StoreOpener(store, provider, getProvider(StoreCloser.class)))
                                .asEagerSingleton());
    }

    /// The backend of that id; none if that is a problem, which is then noted.
    private Optional<StorageProvider> find(String id, String what) {
        try {
            return Optional.of(providers.byId(id));
        } catch (IllegalArgumentException | IllegalStateException | ServiceConfigurationError e) {
            addProblem(what + e.getMessage());
            return Optional.empty();
        }
    }

    /// Notes a message as it is: it may hold a `%`.
    private void addProblem(String message) {
        addError("%s", message);
    }
}

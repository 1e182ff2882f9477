package io.forwardstore.guice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.inject.AbstractModule;
import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Inject;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.Stage;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import com.google.inject.name.Named;
import com.google.inject.name.Names;
import com.google.inject.spi.Message;

import io.forwardstore.ForwardStore;
import io.forwardstore.StorageOptions;
import io.forwardstore.StorageProvider;
import io.forwardstore.StorageProviders;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

final class ForwardStoreModuleTest {
    private final FakeStorage disk = new FakeStorage("DiskStorage");
    private final FakeStorage heap = new FakeStorage("HeapStorage");
    private final StorageProviders providers = StorageProviders.of(List.of(disk, heap));
    private final ForwardStoreModule module = ForwardStoreModule.of(providers);

    @Test
    void everyBackendIsBoundByItsId() {
        Injector injector = Guice.createInjector(module);
        assertEquals(
                Map.of("DiskStorage", disk, "HeapStorage", heap),
                injector.getInstance(Key.get(new TypeLiteral<Map<String, StorageProvider>>() {})));
        assertSame(providers, injector.getInstance(StorageProviders.class));
    }

    @Test
    void discoveryBindsTheBackendsOnTheClassPath() {
        Injector injector = Guice.createInjector(ForwardStoreModule.discover());
        assertEquals(
                Set.of("FakeStorage"),
                injector.getInstance(Key.get(new TypeLiteral<Map<String, StorageProvider>>() {})).keySet());
    }

    @Test
    void theChosenBackendIsInjectedAlone() {
        Injector injector = Guice.createInjector(module.withStorage("HeapStorage"));
        assertSame(heap, injector.getInstance(StorageProvider.class));
    }

    @Test
    void withoutAChoiceNoBackendIsInjectedAlone() {
        assertNull(Guice.createInjector(module).getExistingBinding(Key.get(StorageProvider.class)));
    }

    @Test
    void theFactoryOpensWithTheChosenBackendAndOptions() throws IOException {
        StorageOptions options = StorageOptions.defaults().with("heap.limit", "1GB");
        Injector injector = Guice.createInjector(module.withOptions(options).withStorage("HeapStorage"));
        ForwardStore store = injector.getInstance(ForwardStoreFactory.class).open(Path.of("a"));
        assertEquals(new FakeStore(heap, Path.of("a"), options), store);
    }

    @Test
    void whatTheFactoryOpensIsItsCallersToClose() throws IOException {
        Injector injector = Guice.createInjector(module.withStorage("HeapStorage"));
        try (ForwardStore _ = injector.getInstance(ForwardStoreFactory.class).open(Path.of("a"))) {
            injector.getInstance(StoreCloser.class).close();
            assertEquals(List.of(), heap.closed());
        }
        assertEquals(List.of("a"), heap.closed());
    }

    @Test
    void namedStoresStandSideBySide() {
        Injector injector =
                Guice.createInjector(
                        module.withStore("products", Path.of("p"), "DiskStorage")
                                .withStore("prices", Path.of("q"), "HeapStorage"));
        Both both = injector.getInstance(Both.class);
        assertEquals(new FakeStore(disk, Path.of("p"), StorageOptions.defaults()).file(), both.products.file());
        assertSame(disk, both.products.storage());
        assertSame(heap, both.prices.storage());
        assertEquals(Path.of("q"), both.prices.file());
    }

    private record Both(FakeStore products, FakeStore prices) {
        @Inject
        Both(@Named("products") ForwardStore products, @jakarta.inject.Named("prices") ForwardStore prices) {
            this((FakeStore) products, (FakeStore) prices);
        }
    }

    @Test
    void aNamedStoreIsOpenedOnceWithTheInjector() {
        for (Stage stage : List.of(Stage.DEVELOPMENT, Stage.PRODUCTION)) {
            disk.opened().clear();
            Injector injector = Guice.createInjector(stage, module.withStore("products", Path.of("p"), "DiskStorage"));
            assertEquals(1, disk.opened().size());
            assertSame(store(injector, "products"), store(injector, "products"));
            assertEquals(1, disk.opened().size());
        }
    }

    @Test
    void aStoreMayBringItsOwnOptions() {
        StorageOptions shared = StorageOptions.defaults().with("a", "1");
        StorageOptions own = StorageOptions.defaults().with("b", "2");
        Guice.createInjector(
                module.withOptions(shared)
                        .withStore("one", Path.of("p"), "DiskStorage")
                        .withStore("two", Path.of("q"), "DiskStorage", own));
        assertEquals(List.of(shared, own), disk.opened().stream().map(FakeStore::options).toList());
    }

    @Test
    void theCloserClosesNamedStoresLastOpenedFirst() throws IOException {
        Injector injector =
                Guice.createInjector(
                        module.withStore("one", Path.of("p"), "DiskStorage")
                                .withStore("two", Path.of("q"), "DiskStorage"));
        StoreCloser closer = injector.getInstance(StoreCloser.class);
        closer.close();
        closer.close();
        assertEquals(List.of("q", "p"), disk.closed());
    }

    @Test
    void aStoreThatCannotBeClosedKeepsNoOtherOpen() {
        Injector injector =
                Guice.createInjector(
                        module.withStore("one", Path.of("stuck-1"), "DiskStorage")
                                .withStore("two", Path.of("p"), "DiskStorage")
                                .withStore("three", Path.of("stuck-2"), "DiskStorage"));
        StoreCloser closer = injector.getInstance(StoreCloser.class);
        IOException failure = assertThrows(IOException.class, closer::close);
        assertEquals("[stuck-2] Cannot close", failure.getMessage());
        assertEquals("[stuck-1] Cannot close", failure.getSuppressed()[0].getMessage());
        assertEquals(List.of("stuck-2", "p", "stuck-1"), disk.closed());
    }

    @Test
    void anUnknownIdIsRefusedWithThoseThatThereAre() {
        assertEquals(
                List.of("No storage provider named 'DiscStorage'. Available: DiskStorage, HeapStorage"),
                refusals(module.withStorage("DiscStorage")));
    }

    @Test
    void everyMistakeIsToldAtOnce() {
        assertEquals(
                List.of(
                        "No storage provider named 'X'. Available: DiskStorage, HeapStorage",
                        "Store 'one': No storage provider named '%s'. Available: DiskStorage, HeapStorage",
                        "Store 'two' is declared twice",
                        "Unknown key 'forwardstore.stroage'. Available: forwardstore.storage,"
                                + " forwardstore.stores.NAME.{file, storage, options.*}"),
                refusals(
                        module.withConfig(Map.of("forwardstore.stroage", "DiskStorage"))
                                .withStorage("X")
                                .withStore("one", Path.of("p"), "%s")
                                .withStore("two", Path.of("q"), "DiskStorage")
                                .withStore("two", Path.of("r"), "DiskStorage")));
        assertEquals(List.of(), disk.opened());
    }

    @Test
    void anIdThatTwoBackendsClaimIsRefusedWithTheirClasses() {
        ForwardStoreModule ambiguous =
                ForwardStoreModule.of(StorageProviders.of(List.of(disk, heap, new FakeStorage("DiskStorage"))));
        assertEquals(
                List.of("Storage id 'DiskStorage' is claimed by 2 providers: " + FakeStorage.class.getName()),
                refusals(ambiguous.withStorage("DiskStorage")));
        assertEquals(
                Set.of("HeapStorage"),
                Guice.createInjector(ambiguous)
                        .getInstance(Key.get(new TypeLiteral<Map<String, StorageProvider>>() {}))
                        .keySet());
    }

    @Test
    void aBrokenBackendIsToldOfOnlyToThoseWhoMissOne() {
        ForwardStoreModule broken = ForwardStoreModule.of(BrokenStorage.beside(disk));
        assertSame(disk, Guice.createInjector(broken.withStorage("DiskStorage")).getInstance(StorageProvider.class));
        assertEquals(
                List.of(
                        "No storage provider named 'X'. Available: DiskStorage. Not loadable:"
                                + " com.example.Broken could not be instantiated"),
                refusals(broken.withStorage("X")));
    }

    @Test
    void aFileThatCannotBeOpenedIsNamedAndEveryOtherStoreClosed() {
        assertEquals(
                List.of(
                        "Cannot open store 'three': [missing-3] Cannot open: no such file",
                        "Cannot open store 'two': [missing-2] Cannot open: no such file"),
                refusals(
                        module.withStore("one", Path.of("p"), "DiskStorage")
                                .withStore("two", Path.of("missing-2"), "DiskStorage")
                                .withStore("three", Path.of("missing-3"), "HeapStorage")
                                .withStore("four", Path.of("q"), "HeapStorage")));
        assertEquals(List.of("p"), disk.closed());
        assertEquals(List.of("q"), heap.closed());
    }

    @Test
    void aConfigurationChoosesStoragesAndStores() {
        Injector injector =
                Guice.createInjector(
                        module.withConfig(
                                Map.of(
                                        "server.port", "80",
                                        "forwardstore.storage", "DiskStorage",
                                        "forwardstore.stores.products.file", "p",
                                        "forwardstore.stores.prices.file", " q ",
                                        "forwardstore.stores.prices.storage", "HeapStorage",
                                        "forwardstore.stores.prices.options.heap.limit", "1GB")));
        assertSame(disk, injector.getInstance(StorageProvider.class));
        FakeStore products = store(injector, "products");
        assertSame(disk, products.storage());
        assertEquals(Path.of("p"), products.file());
        FakeStore prices = store(injector, "prices");
        assertSame(heap, prices.storage());
        assertEquals(Path.of("q"), prices.file());
        assertEquals(StorageOptions.defaults().with("heap.limit", "1GB").toString(), prices.options().toString());
    }

    @Test
    void everyMistakeOfAConfigurationIsToldAtOnce() {
        assertEquals(
                List.of(
                        "Store 'a' has no file: set forwardstore.stores.a.file",
                        "Store 'a' has no storage: set forwardstore.stores.a.storage or forwardstore.storage",
                        "Store 'b' has no storage: set forwardstore.stores.b.storage or forwardstore.storage",
                        "Store 'c' has an invalid file: Nul character not allowed: \0",
                        "Store 'd': No storage provider named 'X'. Available: DiskStorage, HeapStorage",
                        "Unknown key 'forwardstore.stores..file'. Available: forwardstore.storage,"
                                + " forwardstore.stores.NAME.{file, storage, options.*}",
                        "Unknown key 'forwardstore.stores.a.fiel'. Available for a store: file, storage, options.*"),
                refusals(
                        module.withConfig(
                                Map.of(
                                        "forwardstore.stores.a.fiel", "p",
                                        "forwardstore.stores.a.options.x", "1",
                                        "forwardstore.stores.b.file", "q",
                                        "forwardstore.stores.c.file", "\0",
                                        "forwardstore.stores.c.storage", "DiskStorage",
                                        "forwardstore.stores.d.file", "r",
                                        "forwardstore.stores.d.storage", "X",
                                        "forwardstore.stores..file", "s"))));
    }

    @Test
    void modulesOverTheSameBackendsShareAnInjector() throws IOException {
        Injector injector =
                Guice.createInjector(
                        module.withStore("one", Path.of("p"), "DiskStorage"),
                        module.withStorage("HeapStorage").withStore("two", Path.of("q"), "HeapStorage"));
        assertSame(heap, store(injector, "two").storage());
        injector.getInstance(StoreCloser.class).close();
        assertEquals(List.of("p"), disk.closed());
        assertEquals(List.of("q"), heap.closed());
    }

    @Test
    void anotherModulesBackendJoinsTheMap() {
        FakeStorage own = new FakeStorage("OwnStorage");
        Injector injector =
                Guice.createInjector(
                        module,
                        new AbstractModule() {
                            @Override
                            protected void configure() {
                                MapBinder.newMapBinder(binder(), String.class, StorageProvider.class)
                                        .addBinding("OwnStorage")
                                        .toInstance(own);
                            }
                        });
        assertSame(
                own,
                injector.getInstance(Key.get(new TypeLiteral<Map<String, StorageProvider>>() {})).get("OwnStorage"));
    }

    private static FakeStore store(Injector injector, String name) {
        return (FakeStore) injector.getInstance(Key.get(ForwardStore.class, Names.named(name)));
    }

    private static List<String> refusals(Module module) {
        CreationException refusal = assertThrows(CreationException.class, () -> Guice.createInjector(module));
        return refusal.getErrorMessages().stream().map(Message::getMessage).sorted().toList();
    }
}

package io.forwardstore.guice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.inject.Binding;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.name.Named;
import com.google.inject.name.Names;
import com.google.inject.spi.DefaultBindingScopingVisitor;
import com.google.inject.spi.Elements;
import com.google.inject.spi.InstanceBinding;
import com.google.inject.spi.Message;
import com.google.inject.spi.ProviderInstanceBinding;
import com.google.inject.spi.UntargettedBinding;

import io.forwardstore.ForwardStore;
import io.forwardstore.StorageProvider;
import io.forwardstore.StorageProviders;

import org.junit.jupiter.api.Test;

import java.lang.annotation.Annotation;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What the module says to Guice, without an injector.
final class ModuleElementsTest {
    private static final Set<Class<?>> COLLECTIONS = Set.of(Map.class, Set.class, Collection.class);

    private final FakeStorage disk = new FakeStorage("DiskStorage");
    private final ForwardStoreModule module = ForwardStoreModule.of(StorageProviders.of(List.of(disk)));

    @Test
    void onlyWhatIsPromisedIsBound() {
        ForwardStoreModule full = module.withStorage("DiskStorage").withStore("products", Path.of("p"), "DiskStorage");
        assertEquals(
                Set.of(
                        "ForwardStoreFactory",
                        "StorageProvider",
                        "StorageProviders",
                        "StoreCloser",
                        "@Named(value=products) ForwardStore"),
                new TreeSet<>(own(full).keySet().stream().map(ModuleElementsTest::described).toList()));
        assertEquals(
                Set.of("StorageProviders", "StoreCloser"),
                new TreeSet<>(own(module).keySet().stream().map(ModuleElementsTest::described).toList()));
    }

    @Test
    void theMapHoldsEachBackendOnce() {
        List<?> instances =
                bindings(module).values().stream()
                        .filter(InstanceBinding.class::isInstance)
                        .map(binding -> ((InstanceBinding<?>) binding).getInstance())
                        .filter(StorageProvider.class::isInstance)
                        .toList();
        assertEquals(List.of(disk), instances);
    }

    @Test
    void aNamedStoreIsAnEagerSingletonThatTellsWhatItOpens() {
        Binding<?> binding =
                own(module.withStore("products", Path.of("p"), "DiskStorage"))
                        .get(Key.get(ForwardStore.class, Names.named("products")));
        ProviderInstanceBinding<?> store = (ProviderInstanceBinding<?>) binding;
        assertEquals("eager", scope(store));
        assertEquals("store 'products' in p by DiskStorage", store.getUserSuppliedProvider().toString());
    }

    @Test
    void theCloserIsOneForTheInjector() {
        Binding<?> binding = own(module).get(Key.get(StoreCloser.class));
        assertTrue(binding instanceof UntargettedBinding);
        assertEquals("Singleton", scope(binding));
    }

    @Test
    void configuringOpensNoFile() {
        bindings(module.withStore("products", Path.of("p"), "DiskStorage"));
        assertEquals(List.of(), disk.opened());
    }

    @Test
    void mistakesAreElementsToo() {
        List<String> messages =
                Elements.getElements(module.withStorage("X")).stream()
                        .filter(Message.class::isInstance)
                        .map(element -> ((Message) element).getMessage())
                        .toList();
        assertEquals(List.of("No storage provider named 'X'. Available: DiskStorage"), messages);
    }

    private static String described(Key<?> key) {
        String type = key.getTypeLiteral().getRawType().getSimpleName();
        return key.getAnnotation() == null
                ? type
                : "@Named(value=" + ((Named) key.getAnnotation()).value() + ") " + type;
    }

    private static String scope(Binding<?> binding) {
        return binding.acceptScopingVisitor(
                new DefaultBindingScopingVisitor<>() {
                    @Override
                    public String visitEagerSingleton() {
                        return "eager";
                    }

                    @Override
                    public String visitScopeAnnotation(Class<? extends Annotation> annotation) {
                        return annotation.getSimpleName();
                    }

                    @Override
                    protected String visitOther() {
                        return "other";
                    }
                });
    }

    /// The bindings that are not the map binder's.
    private static Map<Key<?>, Binding<?>> own(Module module) {
        return bindings(module).entrySet().stream()
                .filter(entry ->
                        entry.getKey().getAnnotation() == null || entry.getKey().getAnnotationType() == Named.class)
                .filter(entry -> !COLLECTIONS.contains(entry.getKey().getTypeLiteral().getRawType()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Map<Key<?>, Binding<?>> bindings(Module module) {
        return Elements.getElements(module).stream()
                .filter(Binding.class::isInstance)
                .map(element -> (Binding<?>) element)
                .collect(Collectors.toMap(Binding::getKey, Function.identity(), (first, _) -> first));
    }
}

package io.forwardstore.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.Capability;
import io.forwardstore.ForwardStore;
import io.forwardstore.StorageOption;
import io.forwardstore.StorageProvider;
import io.forwardstore.StorageProviders;
import io.forwardstore.WritableForwardStore;
import io.forwardstore.testkit.ConformanceTest.Runs;
import io.forwardstore.testkit.data.Dataset;
import io.forwardstore.testkit.data.Datasets;
import io.forwardstore.testkit.data.Format;

import org.junit.jupiter.api.DisplayName;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The rules of group CAP.
interface CapabilityRules extends StorageUnderTest {
    @ConformanceTest(Runs.ONCE)
    @DisplayName("CAP-1 a provider answers the same about itself whenever it is asked")
    default void aProviderAnswersTheSameAboutItself(Fixture fixture) {
        StorageProvider provider = fixture.provider();
        assertEquals(provider.id(), provider.id());
        assertSame(provider.type(), provider.type());
        assertEquals(provider.capabilities(), provider.capabilities());
        assertEquals(keys(provider), keys(provider));
        assertEquals(keys(provider).size(), Set.copyOf(keys(provider)).size(), "a key stands twice");
    }

    private static List<String> keys(StorageProvider provider) {
        return provider.options().stream().map(StorageOption::key).toList();
    }

    @ConformanceTest(Runs.ONCE)
    @DisplayName("CAP-2 the service loader finds the provider under its id")
    default void theServiceLoaderFindsTheProvider(Fixture fixture) {
        StorageProvider provider = fixture.provider();
        StorageProvider found = StorageProviders.load().byId(provider.id());
        assertEquals(provider.type(), found.type());
    }

    @ConformanceTest(Runs.ONCE)
    @DisplayName("CAP-3 create is refused by a backend that does not declare WRITE")
    default void createIsRefusedUnlessDeclared(Fixture fixture) throws IOException {
        Path file = fixture.newDirectory().resolve("new.arrow");
        if (fixture.provider().capabilities().contains(Capability.WRITE)) {
            try (ForwardStore store = fixture.create(file, Datasets.catalog().schema())) {
                assertInstanceOf(WritableForwardStore.class, store);
            }
        } else {
            UnsupportedOperationException refusal =
                    Checks.refused(
                            UnsupportedOperationException.class,
                            () -> fixture.create(file, Datasets.catalog().schema()));
            assertTrue(String.valueOf(refusal.getMessage()).contains("new.arrow]"), refusal::toString);
            assertFalse(Files.exists(file), "the refused table has a file");
        }
    }

    @ConformanceTest(Runs.ONCE)
    @DisplayName("CAP-4 a file of a format that is not declared is refused as unsupported")
    default void aFormatThatIsNotDeclaredIsRefused(Fixture fixture) throws IOException {
        Set<Format> declared = Format.of(fixture.provider().capabilities());
        if (declared.contains(Format.OWN)) {
            return;
        }
        Set<Format> others = new HashSet<>(Set.of(Format.ARROW_IPC, Format.PARQUET));
        others.removeAll(declared);
        Dataset dataset = Datasets.boundary(3, 2);
        for (Format other : others) {
            Path file = dataset.write(other, fixture.newDirectory());
            assertThrows(
                    UnsupportedOperationException.class, () -> fixture.open(file), () -> "a file of format " + other);
        }
    }

    @ConformanceTest(Runs.ONCE)
    @DisplayName("CAP-5 a store that is not writable does not pretend to be")
    default void aReadOnlyStoreDoesNotPretend(Fixture fixture) throws IOException {
        ForwardStore store = fixture.open(Datasets.catalog());
        assertFalse(store instanceof WritableForwardStore, "a store opened for reading can be written");
    }
}

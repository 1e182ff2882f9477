package io.forwardstore.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.ForwardStore;
import io.forwardstore.testkit.ConformanceTest.Runs;
import io.forwardstore.testkit.data.Dataset;
import io.forwardstore.testkit.data.Datasets;
import io.forwardstore.testkit.data.Format;
import io.forwardstore.testkit.data.TypeCase;

import org.junit.jupiter.api.DisplayName;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Checks of the test class itself, run before the rules: when one fails, look here first.
interface FixtureRules extends StorageUnderTest {
    @ConformanceTest(Runs.ONCE)
    @DisplayName("FIXTURE-1 the provider is there, with an id, a type and capabilities")
    default void theProviderIsThere(Fixture fixture) {
        assertNotNull(provider(), "provider() answers null");
        assertFalse(provider().id().isBlank(), "id() is blank");
        assertNotNull(provider().type(), "type() answers null");
        assertNotNull(provider().capabilities(), "capabilities() answers null");
        assertNotNull(provider().options(), "options() answers null");
        assertFalse(formats().isEmpty(), "formats() is empty: nothing would be tested");
    }

    @ConformanceTest(Runs.ONCE)
    @DisplayName("FIXTURE-2 formats are among those that the backend declares")
    default void formatsAreAmongThoseThatTheBackendDeclares(Fixture fixture) {
        Set<Format> declared = new HashSet<>(Format.of(provider().capabilities()));
        declared.add(Format.OWN);
        assertTrue(declared.containsAll(formats()), () -> formats() + " are not among those declared");
    }

    @ConformanceTest(Runs.ONCE)
    @DisplayName("FIXTURE-3 waivers name types and say why")
    default void waiversNameTypesAndSayWhy(Fixture fixture) {
        Set<String> types = TypeCase.all().stream().map(TypeCase::name).collect(Collectors.toSet());
        waivers()
                .forEach((type, reason) -> {
                    assertTrue(types.contains(type), () -> "no type is named " + type + ": " + types);
                    assertFalse(reason.isBlank(), () -> "no reason for the waiver of " + type);
                });
    }

    @ConformanceTest
    @DisplayName("FIXTURE-4 tables are made where the backend finds them")
    default void tablesAreMadeWhereTheBackendFindsThem(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.boundary(3, 2);
        Path table = fixture.table(dataset);
        assertNotNull(table, "materialize() answers null");
        if (fixture.format() != Format.OWN) {
            assertTrue(Files.isReadable(table), () -> table + " is not a readable file");
        }
        try (ForwardStore store = fixture.open(table)) {
            assertNotNull(store, "open() answers null");
            assertEquals(3, store.rowCount());
            Checks.fetch(store, dataset, List.of("id"), 0);
        }
    }

    @ConformanceTest
    @DisplayName("FIXTURE-5 options take the suite's allocator")
    default void optionsTakeTheSuitesAllocator(Fixture fixture) {
        assertSame(fixture.allocator(), fixture.options().allocator());
    }
}

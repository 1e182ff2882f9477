package io.forwardstore.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.StorageProvider;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The kit tests itself: every broken store breaks the rules meant for it, all of them and no other.
final class KitFindsBrokenStoresTest {
    private static Stream<Broken> broken() {
        return Stream.of(
                        BrokenFetches.all(),
                        BrokenScans.all(),
                        BrokenValues.all(),
                        BrokenSchemas.all(),
                        BrokenLives.all(),
                        BrokenTransfers.all(),
                        BrokenProviders.all(),
                        BrokenOpens.all(),
                        BrokenWrites.all(),
                        BrokenGrowth.all())
                .flatMap(java.util.List::stream);
    }

    @TestFactory
    Stream<DynamicTest> everyBrokenStoreBreaksTheRulesMeantForIt() {
        return broken().map(broken -> DynamicTest.dynamicTest("a store that " + broken.what(), () -> check(broken)));
    }

    private static void check(Broken broken) {
        Set<String> found = brokenRules(broken.provider());
        found.removeIf(rule -> !broken.mustBreak().contains(rule) && broken.mayBreak(rule));
        assertEquals(broken.mustBreak(), found);
    }

    @Test
    void theStoreThatIsNotBrokenBreaksNone() {
        assertEquals(Set.of(), brokenRules(new NaiveStorageProvider()));
    }

    @Test
    void thereAreEnoughBrokenStores() {
        assertTrue(broken().count() >= 25);
        assertEquals(broken().count(), broken().map(Broken::what).distinct().count());
    }

    @Test
    void everyRuleHasAStoreThatItMustFind() {
        Set<String> found = new TreeSet<>();
        broken().map(Broken::mustBreak).forEach(found::addAll);
        Set<String> unproven =
                ContractIsTestedTest.displayNames()
                        .map(name -> name.split(" ", 2)[0])
                        .filter(rule -> !rule.startsWith("FIXTURE"))
                        .collect(Collectors.toCollection(TreeSet::new));
        unproven.removeAll(found);
        assertEquals(Set.of(), unproven, "rules whose tests no broken store fails");
    }

    private static Set<String> brokenRules(StorageProvider provider) {
        BrokenStorageConformance.BROKEN.set(provider);
        LauncherDiscoveryRequest request =
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(DiscoverySelectors.selectClass(BrokenStorageConformance.class))
                        .build();
        Failures failures = new Failures();
        LauncherFactory.create().execute(request, failures);
        assertTrue(failures.tests > 80, () -> "only " + failures.tests + " tests were run");
        return failures.rules;
    }

    private static final class Failures implements TestExecutionListener {
        private final Set<String> rules = new TreeSet<>();
        private int tests;

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            tests += test.isTest() ? 1 : 0;
            result.getThrowable()
                    .filter(_ -> result.getStatus() == TestExecutionResult.Status.FAILED)
                    .ifPresent(_ -> rules.add(test.getDisplayName().split(" ", 2)[0]));
        }
    }
}

package io.forwardstore.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.testkit.data.TypeCase;

import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.ArrowType.ArrowTypeID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The contract as it is written and the contract as it is tested are one.
final class ContractIsTestedTest {
    private static final Path CONTRACT = Path.of("..", "docs", "CONTRACT.md");
    private static final Pattern WRITTEN = Pattern.compile("^\\| ([A-Z]+-[0-9]+) \\|");
    private static final Pattern TESTED = Pattern.compile("[A-Z]+-[0-9]+ .+");

    @Test
    void everyWrittenRuleIsTestedAndEveryTestedRuleIsWritten() throws IOException {
        Set<String> tested =
                displayNames()
                        .map(name -> name.split(" ", 2)[0])
                        .filter(rule -> !rule.startsWith("FIXTURE"))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(written(), tested);
    }

    @Test
    void everyTestIsNamedByItsRule() {
        assertEquals(List.of(), displayNames().filter(name -> !TESTED.matcher(name).matches()).toList());
        assertEquals(displayNames().count(), displayNames().map(name -> name.split(" ", 2)[0]).distinct().count());
    }

    @Test
    void everyArrowTypeIsAmongTheTypesOfTheMatrix() {
        Set<ArrowTypeID> covered =
                TypeCase.all().stream().map(type -> storage(type.type()).getTypeID()).collect(Collectors.toSet());
        Set<ArrowTypeID> all =
                Stream.of(ArrowTypeID.values()).filter(id -> id != ArrowTypeID.NONE).collect(Collectors.toSet());
        assertEquals(all, covered);
    }

    @Test
    void everyUnitIsAmongTheTypesOfTheMatrix() {
        List<ArrowType> types = TypeCase.all().stream().map(TypeCase::type).toList();
        for (TimeUnit unit : TimeUnit.values()) {
            assertTrue(types.contains(new ArrowType.Timestamp(unit, null)), () -> "timestamp in " + unit);
            assertTrue(types.contains(new ArrowType.Duration(unit)), () -> "duration in " + unit);
        }
        for (IntervalUnit unit : IntervalUnit.values()) {
            assertTrue(types.contains(new ArrowType.Interval(unit)), () -> "interval in " + unit);
        }
    }

    private static ArrowType storage(ArrowType type) {
        return type instanceof ArrowType.ExtensionType extension ? extension.storageType() : type;
    }

    private static Set<String> written() throws IOException {
        return Files.readAllLines(CONTRACT).stream()
                .map(WRITTEN::matcher)
                .filter(java.util.regex.Matcher::find)
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static Stream<String> displayNames() {
        return Stream.of(StorageConformance.class.getMethods())
                .filter(method -> method.isAnnotationPresent(ConformanceTest.class))
                .map(ContractIsTestedTest::displayName);
    }

    private static String displayName(Method method) {
        DisplayName name = method.getAnnotation(DisplayName.class);
        return name == null ? method.getName() : name.value();
    }
}

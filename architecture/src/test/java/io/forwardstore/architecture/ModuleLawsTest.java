package io.forwardstore.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The laws between the modules. A class belongs to the module whose build output it was read from, so a law holds
/// whatever the packages are called; a module that has no class yet breaks none.
final class ModuleLawsTest {
    private static final String ROOT = "io.forwardstore";
    private static final String INTERNAL = "..internal..";
    private static final String JSPECIFY = "org.jspecify.annotations..";
    private static final String ARROW = "org.apache.arrow..";

    private static final String BACKEND = "backend-[a-z]+";
    private static final String LEAF = "cli|examples|benchmarks";

    /// A jar of the module, which may lie in another module's output, or else `<module>/target/classes/`. In
    /// `target/lib/` lie other libraries, beside a jar that is run.
    private static final Pattern OUTPUT =
            Pattern.compile(
                    ".*/forwardstore-(?<jar>[a-z-]+)-[0-9][^/]*\\.jar.*|.*/(?<folder>[a-z-]+)/target/(?!lib/).*");

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(location -> !location.contains("/architecture/target/"))
                    .importPackages(ROOT);

    @TestFactory
    Stream<DynamicTest> backendsNeverDependOnEachOther() {
        return modules().stream()
                .filter(module -> module.matches(BACKEND))
                .map(module ->
                        law(
                                module,
                                noClasses()
                                        .that(in(module))
                                        .should()
                                        .dependOnClassesThat(in(BACKEND).and(not(in(module))))));
    }

    @Test
    void apiNeedsArrowAndJSpecifyOnly() {
        onlyDependsOn("api", "api", "java..", ARROW, JSPECIFY);
    }

    @Test
    void engineKnowsApiAndNoOtherModule() {
        noModuleBut("engine", "api|engine");
    }

    @Test
    void backendsKnowApiAndEngineAndNoOtherModule() {
        noModuleBut(BACKEND, "api|engine|" + BACKEND);
    }

    @Test
    void guiceNeedsApiAndGuiceOnly() {
        onlyDependsOn("guice", "api|guice", "java..", "jakarta.inject..", "com.google.inject..", JSPECIFY);
    }

    @Test
    void micrometerNeedsApiTheBufferPoolAndMicrometerOnly() {
        onlyDependsOn(
                "micrometer",
                "api|micrometer|backend-bufferpool",
                "java..",
                "io.micrometer.core.instrument..",
                JSPECIFY);
    }

    @Test
    void testkitNeedsApiAndJUnitOnly() {
        onlyDependsOn(
                "testkit",
                "api|testkit",
                "java..",
                "org.junit.jupiter.api..",
                "org.opentest4j..",
                "com.google.flatbuffers..",
                ARROW,
                JSPECIFY);
    }

    @TestFactory
    Stream<DynamicTest> nothingDependsOnALeaf() {
        return modules().stream()
                .map(module ->
                        law(
                                module,
                                noClasses()
                                        .that(in(module))
                                        .should()
                                        .dependOnClassesThat(in(LEAF).and(not(in(module))))));
    }

    @Test
    void whatUsersWriteUsesNoInternalPackage() {
        check(
                noClasses()
                        .that(in("examples|guice|micrometer|testkit"))
                        .should()
                        .dependOnClassesThat(resideInAPackage(ROOT + INTERNAL)));
    }

    @Test
    void promisesExposeNoInternalType() {
        check(
                classes()
                        .that(in("api|guice|micrometer|testkit|" + BACKEND))
                        .and(resideOutsideInternal())
                        .should(exposeNoInternalType()));
    }

    @Test
    void aPackageLivesInOneModule() {
        Map<String, SortedSet<String>> homes = new TreeMap<>();
        for (JavaClass type : CLASSES) {
            moduleOf(type)
                    .ifPresent(
                            module -> homes.computeIfAbsent(type.getPackageName(), _ -> new TreeSet<>()).add(module));
        }
        homes.values().removeIf(modules -> modules.size() == 1);
        assertEquals(Map.of(), homes);
    }

    /// A module that the reactor builds and this one does not depend on would escape every law.
    @Test
    void everyModuleWithSourcesIsSeen() throws Exception {
        Path root = Path.of("").toAbsolutePath().getParent();
        SortedSet<String> expected = new TreeSet<>();
        Matcher module = Pattern.compile("<module>([^<]+)</module>").matcher(Files.readString(root.resolve("pom.xml")));
        while (module.find()) {
            if (hasSources(root.resolve(module.group(1)))) {
                expected.add(module.group(1));
            }
        }
        assertEquals(expected, modules());
    }

    private static boolean hasSources(Path module) throws Exception {
        Path sources = module.resolve("src/main/java").resolve(ROOT.replace('.', '/'));
        if (!Files.isDirectory(sources)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(sources)) {
            return files.anyMatch(file -> file.toString().endsWith(".java"));
        }
    }

    private static SortedSet<String> modules() {
        SortedSet<String> modules = new TreeSet<>();
        CLASSES.forEach(type -> moduleOf(type).ifPresent(modules::add));
        return modules;
    }

    private static void noModuleBut(String module, String allowed) {
        check(
                noClasses()
                        .that(in(module))
                        .should()
                        .dependOnClassesThat(resideInAPackage(ROOT + "..").and(not(in(allowed)))));
    }

    private static void onlyDependsOn(String module, String modules, String... packages) {
        check(
                classes()
                        .that(in(module))
                        .should()
                        .onlyDependOnClassesThat(in(modules).or(resideInAnyPackage(packages)).or(primitives())));
    }

    private static DynamicTest law(String module, ArchRule rule) {
        return dynamicTest(module, () -> check(rule));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> in(String modules) {
        return describe(
                "in module " + modules, type -> moduleOf(type).filter(module -> module.matches(modules)).isPresent());
    }

    private static DescribedPredicate<JavaClass> not(DescribedPredicate<JavaClass> predicate) {
        return DescribedPredicate.not(predicate);
    }

    private static DescribedPredicate<JavaClass> primitives() {
        return describe("primitive", type -> type.getBaseComponentType().isPrimitive());
    }

    private static DescribedPredicate<JavaClass> resideOutsideInternal() {
        return not(resideInAPackage(INTERNAL));
    }

    private static Optional<String> moduleOf(JavaClass type) {
        return type.getBaseComponentType()
                .getSource()
                .map(source -> moduleOf(source.getUri()))
                .filter(name -> !name.isEmpty());
    }

    private static String moduleOf(URI output) {
        Matcher matcher = OUTPUT.matcher(output.toString());
        if (!matcher.matches()) {
            return "";
        }
        String jar = matcher.group("jar");
        return jar != null ? jar : matcher.group("folder");
    }

    private static ArchCondition<JavaClass> exposeNoInternalType() {
        return new ArchCondition<>("expose no internal type") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!isVisible(type)) {
                    return;
                }
                for (JavaMember member : type.getMembers()) {
                    if (isPromise(member)) {
                        exposed(member)
                                .filter(exposed ->
                                        exposed.getBaseComponentType()
                                                .getPackageName()
                                                .matches("io\\.forwardstore.*\\.internal(\\..*)?"))
                                .forEach(exposed ->
                                        events.add(
                                                SimpleConditionEvent.violated(
                                                        member,
                                                        member.getFullName() + " exposes " + exposed.getName())));
                    }
                }
            }
        };
    }

    private static boolean isVisible(JavaClass type) {
        return isPromise(type.getModifiers()) && type.getEnclosingClass().map(ModuleLawsTest::isVisible).orElse(true);
    }

    private static boolean isPromise(JavaMember member) {
        return isPromise(member.getModifiers());
    }

    private static boolean isPromise(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }

    private static Stream<JavaClass> exposed(JavaMember member) {
        return switch (member) {
            case JavaField field -> field.getType().getAllInvolvedRawTypes().stream();
            case JavaCodeUnit code ->
                    Stream.concat(Stream.of(code.getReturnType()), code.getParameterTypes().stream())
                            .flatMap(exposed -> exposed.getAllInvolvedRawTypes().stream());
            default -> throw new AssertionError(member);
        };
    }
}

package io.forwardstore.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A command line for Maven, held against what there is to build.
final class MavenCommand {
    private static final Pattern MODULES = Pattern.compile("-pl (?<modules>\\S+)");
    private static final Pattern PROPERTY = Pattern.compile("-D(?<name>[\\w.-]+)(=(?<value>\\S+))?");

    private MavenCommand() {}

    /// Modules, tests and properties that it names and that do not exist.
    static List<String> problems(String command) throws IOException {
        List<String> problems = new ArrayList<>();
        Matcher modules = MODULES.matcher(command);
        while (modules.find()) {
            for (String module : modules.group("modules").split(",")) {
                if (!Files.exists(Documentation.ROOT.resolve(module).resolve("pom.xml"))) {
                    problems.add("no module " + module);
                }
            }
        }
        Matcher property = PROPERTY.matcher(command);
        while (property.find()) {
            if (!exists(property.group("name"), property.group("value"))) {
                problems.add("no " + property.group());
            }
        }
        return problems;
    }

    private static boolean exists(String name, String value) throws IOException {
        return switch (name) {
            case "skipTests", "outputDirectory", "includeScope", "surefire.failIfNoSpecifiedTests", "features" ->
                    true; // not ours
            case "test" -> allExist(value.replace("'", "").split(","));
            case "example" -> anySource(file -> named(file, value) && file.toString().contains("examples"));
            default -> anySource(file -> Files.readString(file).contains(name));
        };
    }

    private static boolean allExist(String[] tests) throws IOException {
        for (String test : tests) {
            if (!anySource(file -> named(file, test))) {
                return false;
            }
        }
        return true;
    }

    private static boolean named(Path file, String value) {
        String pattern = value.replace("'", "").replace("*", ".*");
        return file.getFileName().toString().matches(pattern + "\\.java");
    }

    private interface Condition {
        boolean holds(Path file) throws IOException;
    }

    private static boolean anySource(Condition condition) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(Documentation.ROOT)) {
            files =
                    all.filter(file -> file.toString().endsWith(".java") || file.endsWith("pom.xml"))
                            .filter(file -> !file.toString().contains("target"))
                            .toList();
        }
        for (Path file : files) {
            if (condition.holds(file)) {
                return true;
            }
        }
        return false;
    }
}

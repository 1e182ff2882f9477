package io.forwardstore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.StorageOption;
import io.forwardstore.StorageProvider;
import io.forwardstore.StorageProviders;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `docs/configuration.md` lists what the backends declare, with defaults and descriptions, and every other key of the
/// sources.
final class ConfigurationPageTest {
    private static final MarkdownPage PAGE = Documentation.page("configuration.md");
    private static final String EVERY_BACKEND = "Every backend";
    private static final long MEBIBYTE = 1 << 20;

    /// Modules that only who works on them configures, and one whose keys are names of meters.
    private static final Pattern WITHOUT_KEYS = Pattern.compile(".*/(benchmarks|examples|codestyle|micrometer)/.*");

    /// Key, and the rest of a row of a table.
    private static final Pattern ROW =
            Pattern.compile("^\\| `(?<key>forwardstore[^`]*)` \\| (?<rest>.*) \\|$", Pattern.MULTILINE);

    private static final Pattern KEY_IN_SOURCE = Pattern.compile("\"(?<key>forwardstore\\.[a-zA-Z][\\w.-]*\\w)\"");

    @Test
    void optionsAreThoseThatTheBackendsDeclare() {
        List<StorageProvider> providers = StorageProviders.load().all();
        Map<String, Map<String, String>> declared = new TreeMap<>();
        Set<String> shared = new TreeSet<>(rows(providers.getFirst()).keySet());
        providers.forEach(provider -> shared.retainAll(rows(provider).keySet()));
        for (StorageProvider provider : providers) {
            Map<String, String> own = rows(provider);
            Map<String, String> common = new TreeMap<>(own);
            common.keySet().retainAll(shared);
            own.keySet().removeAll(shared);
            declared.put(provider.id(), own);
            declared.put(EVERY_BACKEND, common);
        }

        declared.forEach((section, rows) -> assertEquals(rows, rowsOnPage(section), section));
    }

    private static Map<String, String> rows(StorageProvider provider) {
        return provider.options().stream()
                .collect(
                        Collectors.toMap(
                                StorageOption::key,
                                option -> "`" + text(option) + "` | " + option.description(),
                                (first, second) -> first,
                                TreeMap::new));
    }

    /// A default as it is written in a configuration.
    private static String text(StorageOption<?> option) {
        String value = option.defaultValue().toString().toLowerCase(Locale.ROOT);
        if (option.defaultValue() instanceof Long number && number >= MEBIBYTE && number % MEBIBYTE == 0) {
            value = number / MEBIBYTE + "MiB";
        }
        assertEquals(option.defaultValue(), option.parse(value), option.key());
        return value;
    }

    private static Map<String, String> rowsOnPage(String section) {
        String text = PAGE.text();
        int start = text.indexOf("\n## " + section + "\n");
        assertTrue(start >= 0, section);
        int end = text.indexOf("\n## ", start + 1);
        return ROW.matcher(text.substring(start, end < 0 ? text.length() : end))
                .results()
                .collect(
                        Collectors.toMap(
                                row -> row.group("key"),
                                row -> row.group("rest"),
                                (first, second) -> first,
                                TreeMap::new));
    }

    @Test
    void everyKeyInTheSourcesIsExplained() throws IOException {
        Set<String> missing = new TreeSet<>();
        List<Path> sources = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Documentation.ROOT)) {
            files.filter(file -> file.toString().endsWith(".java") && file.toString().contains("/src/main/"))
                    .filter(file -> !WITHOUT_KEYS.matcher(file.toString()).matches())
                    .forEach(sources::add);
        }
        for (Path source : sources) {
            KEY_IN_SOURCE
                    .matcher(Files.readString(source))
                    .results()
                    .map(match -> match.group("key"))
                    .filter(key -> !PAGE.text().contains(key))
                    .forEach(missing::add);
        }
        assertTrue(sources.size() > 100, "sources seen: " + sources.size());
        assertEquals(Set.of(), missing);
    }
}

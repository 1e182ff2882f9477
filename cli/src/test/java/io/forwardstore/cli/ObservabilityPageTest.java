package io.forwardstore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.StoreStats;
import io.forwardstore.bufferpool.BufferManagerStats;
import io.forwardstore.engine.internal.event.FetchEvent;
import io.forwardstore.engine.internal.event.PageLoadEvent;
import io.forwardstore.engine.internal.event.ScanEvent;

import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `docs/observability.md` lists every statistic there is.
final class ObservabilityPageTest {
    private static final MarkdownPage PAGE = Documentation.page("observability.md");
    private static final Pattern ROW = Pattern.compile("^\\| `(?<field>\\w+)` \\|", Pattern.MULTILINE);

    static Stream<Arguments> statistics() {
        return Stream.of(
                Arguments.of("Statistics of a store", StoreStats.class),
                Arguments.of("Statistics of the buffer pool", BufferManagerStats.class));
    }

    @ParameterizedTest
    @MethodSource("statistics")
    void everyFieldHasItsRow(String section, Class<? extends Record> type) {
        List<String> fields = Stream.of(type.getRecordComponents()).map(RecordComponent::getName).toList();

        assertEquals(fields, rowsOf(section));
    }

    @ParameterizedTest
    @ValueSource(classes = {FetchEvent.class, ScanEvent.class, PageLoadEvent.class})
    void everyEventHasItsRowWithAllItsFields(Class<? extends Event> event) {
        String fields =
                Stream.of(event.getDeclaredFields())
                        .filter(field -> field.isAnnotationPresent(Label.class))
                        .map(field -> "`" + field.getName() + "`")
                        .collect(Collectors.joining(", "));

        String name = event.getAnnotation(Name.class).value();
        assertTrue(
                PAGE.text()
                        .lines()
                        .anyMatch(row -> row.startsWith("| `" + name + "` |") && row.endsWith(fields + " |")),
                name + ": " + fields);
    }

    private static List<String> rowsOf(String section) {
        String text = PAGE.text();
        int start = text.indexOf("\n## " + section + "\n");
        assertTrue(start >= 0, section);
        int end = text.indexOf("\n## ", start + 1);
        return ROW.matcher(text.substring(start, end < 0 ? text.length() : end))
                .results()
                .map(row -> row.group("field"))
                .toList();
    }
}

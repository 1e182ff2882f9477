package io.forwardstore.cli;

import io.forwardstore.ForwardStore;
import io.forwardstore.cli.internal.output.JsonLines;
import io.forwardstore.cli.internal.value.JsonSink;
import io.forwardstore.engine.internal.sample.SampleTable;

import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Field;

import java.io.IOException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Whole rows as text, to be compared: one line of JSON each.
final class DemoRows {
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT);

    private DemoRows() {}

    /// All columns of the rows as a store answers them.
    static List<String> fetched(ForwardStore store, long[] rows) throws IOException {
        List<String> columns = store.physicalSchema().getFields().stream().map(Field::getName).toList();
        try (VectorSchemaRoot result = store.fetch(columns, rows)) {
            JsonLines lines = new JsonLines(result);
            List<String> text = new ArrayList<>();
            for (int row = 0; row < result.getRowCount(); row++) {
                StringBuilder line = new StringBuilder();
                lines.append(row, line);
                text.add(line.toString());
            }
            return text;
        }
    }

    /// All columns of the rows as the table was made from them.
    static List<String> expected(SampleTable sample, long[] rows) {
        return Arrays.stream(rows).mapToObj(row -> expected(sample, row)).toList();
    }

    private static String expected(SampleTable sample, long row) {
        StringBuilder line = new StringBuilder();
        JsonSink json = new JsonSink(line);
        json.beginStruct();
        json.name("id");
        json.integer(sample.id(row));
        json.name("category");
        json.text(sample.category(row));
        json.name("title");
        json.text(sample.title(row));
        json.name("price");
        json.real(sample.price(row));
        json.name("score");
        if (sample.hasScore(row)) {
            json.single(sample.score(row));
        } else {
            json.nothing();
        }
        json.name("ts");
        json.text(timestamp(sample.tsMicros(row)));
        json.name("flag");
        json.bool(sample.flag(row));
        lists(sample, row, json);
        json.endStruct();
        return line.toString();
    }

    private static void lists(SampleTable sample, long row, JsonSink json) {
        json.name("tags");
        json.beginList();
        sample.tags(row).forEach(json::text);
        json.endList();
        json.name("embedding");
        json.beginList();
        for (int dimension = 0; dimension < SampleTable.EMBEDDING_SIZE; dimension++) {
            json.single(sample.embedding(row, dimension));
        }
        json.endList();
    }

    private static String timestamp(long micros) {
        return MICROS.format(
                LocalDateTime.ofEpochSecond(
                        Math.floorDiv(micros, 1_000_000), Math.floorMod(micros, 1_000_000) * 1_000, ZoneOffset.UTC));
    }
}

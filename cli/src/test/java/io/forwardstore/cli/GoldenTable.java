package io.forwardstore.cli;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/// A table of the Arrow integration corpus, read from its JSON form by nothing but a JSON parser, and written as the
/// lines that `--output-format=json` promises.
final class GoldenTable {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final List<JsonNode> fields;
    private final List<JsonNode> batches;
    private final GoldenValues values;

    private GoldenTable(List<JsonNode> fields, List<JsonNode> batches, GoldenValues values) {
        this.fields = fields;
        this.batches = batches;
        this.values = values;
    }

    static GoldenTable read(Path jsonGz) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(jsonGz))) {
            JsonNode root = JSON.readTree(in);
            Map<Long, JsonNode> dictionaries = new HashMap<>();
            root.path("dictionaries")
                    .forEach(dictionary ->
                            dictionaries.put(
                                    dictionary.get("id").asLong(), dictionary.get("data").get("columns").get(0)));
            return new GoldenTable(
                    list(root.get("schema").get("fields")), list(root.get("batches")), new GoldenValues(dictionaries));
        }
    }

    static List<JsonNode> list(JsonNode array) {
        List<JsonNode> nodes = new ArrayList<>();
        array.forEach(nodes::add);
        return nodes;
    }

    /// True if columns can be told apart by name.
    boolean hasDistinctNames() {
        return fields.stream().map(field -> field.get("name").asText()).distinct().count() == fields.size();
    }

    /// Every row of every batch as a line.
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (JsonNode batch : batches) {
            for (int row = 0; row < batch.get("count").asInt(); row++) {
                lines.add(line(batch.get("columns"), row));
            }
        }
        return lines;
    }

    private String line(JsonNode columns, int row) {
        List<String> members = new ArrayList<>();
        for (int column = 0; column < fields.size(); column++) {
            JsonNode field = fields.get(column);
            members.add(
                    GoldenValues.quoted(field.get("name").asText())
                            + ":"
                            + values.value(field, columns.get(column), row));
        }
        return "{" + String.join(",", members) + "}";
    }
}

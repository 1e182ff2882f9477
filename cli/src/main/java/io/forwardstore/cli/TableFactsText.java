package io.forwardstore.cli;

import io.forwardstore.cli.internal.terminal.Printable;
import io.forwardstore.cli.internal.terminal.TableColumn;
import io.forwardstore.cli.internal.terminal.Terminal;
import io.forwardstore.cli.internal.terminal.TextTable;
import io.forwardstore.cli.internal.value.JsonSink;
import io.forwardstore.cli.internal.value.TypeText;
import io.forwardstore.engine.ColumnStorage;

import org.apache.arrow.vector.types.pojo.Field;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// A table's facts, for people and for programs.
final class TableFactsText {
    private TableFactsText() {}

    /// For people.
    static String table(TableFacts facts, Terminal terminal) throws IOException {
        StringBuilder text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT,
                        "%s: %s, %,d rows in %,d %s of up to %,d%n",
                        Printable.of(facts.file().toString()),
                        Quantities.bytes(facts.sizeBytes()),
                        facts.rowCount(),
                        facts.blockCount(),
                        facts.blockCount() == 1 ? "block" : "blocks",
                        facts.largestBlockRows()));
        TextTable table =
                new TextTable(
                        TableColumn.left("column"),
                        TableColumn.left("type"),
                        TableColumn.left("nulls"),
                        TableColumn.right("pages"),
                        TableColumn.right("rows a page"),
                        TableColumn.left("encodings"),
                        TableColumn.left("compression"),
                        TableColumn.right("size"),
                        TableColumn.right("uncompressed"));
        for (TableFacts.ColumnFacts column : facts.columns()) {
            ColumnStorage storage = column.storage();
            table.add(
                    column.field().getName(),
                    TypeText.of(column.field()),
                    column.field().isNullable() ? "yes" : "no",
                    String.format(Locale.ROOT, "%,d", storage.pages()),
                    String.format(Locale.ROOT, "%,d", column.largestPageRows()),
                    String.join(", ", storage.encodings()),
                    String.join(", ", storage.compressions()),
                    Quantities.bytes(storage.compressedBytes()),
                    Quantities.bytes(storage.uncompressedBytes()));
        }
        table.draw(terminal, text);
        return text.toString();
    }

    /// For programs: one JSON object.
    static String json(TableFacts facts) {
        StringBuilder text = new StringBuilder();
        JsonSink json = new JsonSink(text);
        json.beginStruct();
        json.name("file");
        json.text(facts.file().toString());
        number(json, "bytes", facts.sizeBytes());
        number(json, "rows", facts.rowCount());
        number(json, "blocks", facts.blockCount());
        number(json, "largest_block_rows", facts.largestBlockRows());
        metadata(json, facts.schema().getCustomMetadata());
        json.name("columns");
        json.beginList();
        for (TableFacts.ColumnFacts column : facts.columns()) {
            json.beginStruct();
            field(json, column.field());
            number(json, "pages", column.storage().pages());
            number(json, "largest_page_rows", column.largestPageRows());
            names(json, "encodings", column.storage().encodings());
            names(json, "compressions", column.storage().compressions());
            number(json, "compressed_bytes", column.storage().compressedBytes());
            number(json, "uncompressed_bytes", column.storage().uncompressedBytes());
            json.endStruct();
        }
        json.endList();
        json.endStruct();
        return text.append('\n').toString();
    }

    private static void field(JsonSink json, Field field) {
        json.name("name");
        json.text(field.getName());
        json.name("type");
        json.text(TypeText.of(field));
        json.name("nullable");
        json.bool(field.isNullable());
        metadata(json, field.getMetadata());
        children(json, field.getChildren());
    }

    private static void children(JsonSink json, List<Field> children) {
        if (!children.isEmpty()) {
            json.name("children");
            json.beginList();
            for (Field child : children) {
                json.beginStruct();
                field(json, child);
                json.endStruct();
            }
            json.endList();
        }
    }

    private static void metadata(JsonSink json, Map<String, String> metadata) {
        if (!metadata.isEmpty()) {
            json.name("metadata");
            json.beginStruct();
            new TreeMap<>(metadata)
                    .forEach((key, value) -> {
                        json.name(key);
                        json.text(value);
                    });
            json.endStruct();
        }
    }

    private static void names(JsonSink json, String name, Iterable<String> values) {
        json.name(name);
        json.beginList();
        values.forEach(json::text);
        json.endList();
    }

    private static void number(JsonSink json, String name, long value) {
        json.name(name);
        json.integer(value);
    }
}

package io.forwardstore.benchmarks.peer;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.forwardstore.engine.internal.sample.SampleTable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;

/// What answers must sum up to, computed from the generator of the table.
final class Expected {
    private static final SampleTable VALUES = BenchmarkFiles.VALUES;

    private Expected() {}

    /// The sums over columns of rows.
    static Tally of(Columns columns, LongStream rows) {
        Tally tally = new Tally();
        add(columns, rows, tally);
        return tally;
    }

    /// The sums over columns of all rows. They take seconds, so they are kept with the files.
    static Tally ofAll(Columns columns, BenchmarkFiles files) throws IOException {
        Path file =
                files.once(
                        "sums-" + columns + ".txt",
                        target -> {
                            Files.writeString(target, of(columns, LongStream.range(0, files.rows())).encoded());
                        });
        return Tally.decoded(Files.readString(file));
    }

    /// Adds columns of rows.
    static void add(Columns columns, LongStream rows, Tally tally) {
        rows.forEach(row -> addRow(columns, row, tally));
    }

    private static void addRow(Columns columns, long row, Tally tally) {
        tally.addRows(1);
        for (String column : columns.names()) {
            switch (column) {
                case "id" -> tally.addId(VALUES.id(row));
                case "category" -> tally.addString(words(VALUES.category(row)));
                case "title" -> tally.addString(words(VALUES.title(row)));
                case "price" -> tally.addPrice(VALUES.price(row));
                case "score" -> tally.addScore(VALUES.hasScore(row) ? VALUES.score(row) : 0);
                case "ts" -> tally.addTime(VALUES.tsMicros(row));
                case "flag" -> tally.addFlags(VALUES.flag(row) ? 1 : 0);
                case "tags" -> VALUES.tags(row).forEach(tag -> tally.addString(words(tag)));
                case "embedding" -> tally.addEmbedding(embedding(row));
                default -> throw new IllegalArgumentException(column);
            }
        }
    }

    private static long words(String text) {
        return Words.sum(text.getBytes(US_ASCII));
    }

    private static float embedding(long row) {
        float sum = 0;
        for (int dimension = 0; dimension < SampleTable.EMBEDDING_SIZE; dimension++) {
            sum += VALUES.embedding(row, dimension);
        }
        return sum;
    }
}

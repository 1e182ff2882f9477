package io.forwardstore.benchmarks.peer;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.forwardstore.engine.internal.sample.SampleTable;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// A row as one run of bytes, for key-value stores: price, score, 1 if there is a score, the title's length, title,
/// embedding; little-endian.
final class Rows {
    private static final int PRICE = 0;
    private static final int SCORE = 8;
    private static final int HAS_SCORE = 12;
    private static final int TITLE_LENGTH = 13;
    private static final int TITLE = 14;
    private static final int EMBEDDING_BYTES = SampleTable.EMBEDDING_SIZE * Float.BYTES;

    private Rows() {}

    /// The bytes of a row.
    static byte[] encode(long row) {
        SampleTable values = BenchmarkFiles.VALUES;
        byte[] title = values.title(row).getBytes(US_ASCII);
        return little(new byte[TITLE + title.length + EMBEDDING_BYTES])
                .putDouble(values.price(row))
                .putFloat(values.score(row))
                .put((byte) (values.hasScore(row) ? 1 : 0))
                .put((byte) title.length)
                .put(title)
                .put(embedding(row))
                .array();
    }

    /// The bytes of a row's embedding.
    static byte[] embedding(long row) {
        ByteBuffer bytes = little(new byte[EMBEDDING_BYTES]);
        for (int dimension = 0; dimension < SampleTable.EMBEDDING_SIZE; dimension++) {
            bytes.putFloat(BenchmarkFiles.VALUES.embedding(row, dimension));
        }
        return bytes.array();
    }

    /// Reads the columns of a row.
    static void decode(long id, byte[] bytes, Columns columns, Tally tally) {
        ByteBuffer row = little(bytes);
        tally.addRows(1);
        switch (columns) {
            case TWO -> addNumbers(row, tally);
            case FOUR -> {
                tally.addId(id);
                tally.addString(Words.sum(bytes, TITLE, row.get(TITLE_LENGTH)));
                addNumbers(row, tally);
            }
            case EMBEDDING -> {
                tally.addId(id);
                tally.addEmbedding(floats(bytes, TITLE + row.get(TITLE_LENGTH)));
            }
            case FLAT, ALL -> throw new UnsupportedOperationException("Rows do not have " + columns);
        }
    }

    private static void addNumbers(ByteBuffer row, Tally tally) {
        tally.addPrice(row.getDouble(PRICE));
        tally.addScore(row.get(HAS_SCORE) == 0 ? 0 : row.getFloat(SCORE));
    }

    /// The sum of an embedding's values.
    static float floats(byte[] bytes, int offset) {
        ByteBuffer values = little(bytes);
        float sum = 0;
        for (int at = offset; at < offset + EMBEDDING_BYTES; at += Float.BYTES) {
            sum += values.getFloat(at);
        }
        return sum;
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}

package io.forwardstore.engine.internal.sample;

import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A realistic table in which every value is a pure function of seed, row and column, so that whatever a store answers
/// can be checked without keeping the table.
///
/// | column | type | values |
/// |---|---|---|
/// | id | int64 | the row number |
/// | category | utf8 | 100 distinct, 10 bytes |
/// | title | utf8 | 30 to 50 bytes of a 32-letter alphabet |
/// | price | float64 | 0.00 to 999.99 |
/// | score | float32 | 0 to 1, 10 % null |
/// | ts | timestamp(us) | about 1 ms apart, ascending |
/// | flag | bool | half true |
/// | tags | list of utf8 | 0 to 5 of 50 values |
/// | embedding | fixed-size list of 128 float32 | -1 to 1 |
///
/// Immutable and safe for concurrent use.
public final class SampleTable {
    /// The number of values of an embedding.
    public static final int EMBEDDING_SIZE = 128;

    /// The seed that demonstrations and benchmarks use.
    public static final long DEFAULT_SEED = 20_260_101;

    /// The columns.
    public static final Schema SCHEMA =
            new Schema(
                    List.of(
                            required("id", new ArrowType.Int(Long.SIZE, true)),
                            required("category", new ArrowType.Utf8()),
                            required("title", new ArrowType.Utf8()),
                            required("price", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)),
                            new Field(
                                    "score",
                                    FieldType.nullable(new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE)),
                                    List.of()),
                            required("ts", new ArrowType.Timestamp(TimeUnit.MICROSECOND, null)),
                            required("flag", new ArrowType.Bool()),
                            required("tags", new ArrowType.List(), required("item", new ArrowType.Utf8())),
                            required(
                                    "embedding",
                                    new ArrowType.FixedSizeList(EMBEDDING_SIZE),
                                    required("item", new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE)))));

    static final int TITLE_MAX_BYTES = 50;

    private static final int TITLE_MIN_BYTES = 30;
    private static final byte[] ALPHABET = "abcdefghijklmnopqrstuvwxyz -'.,&".getBytes(StandardCharsets.US_ASCII);
    private static final int LETTER_BITS = 5;
    private static final int LETTERS_A_HASH = Long.SIZE / LETTER_BITS;

    private static final byte[][] CATEGORIES = numbered("category", 100);
    private static final byte[][] TAGS = numbered("tag", 50);
    private static final int TAG_COUNTS = 6;

    /// 2025-01-01T00:00:00 in microseconds since the epoch.
    private static final long FIRST_MICROS = 1_735_689_600_000_000L;

    private static final long MICROS_A_ROW = 1_000;

    private final long seed;

    /// @param seed tables of the same seed are the same
    public SampleTable(long seed) {
        this.seed = seed;
    }

    private static Field required(String name, ArrowType type, Field... children) {
        return new Field(name, FieldType.notNullable(type), List.of(children));
    }

    private static byte[][] numbered(String prefix, int count) {
        byte[][] names = new byte[count][];
        for (int i = 0; i < count; i++) {
            names[i] = "%s%02d".formatted(prefix, i).getBytes(StandardCharsets.US_ASCII);
        }
        return names;
    }

    /// The row's number.
    public long id(long row) {
        return row;
    }

    /// The row's category, as UTF-8; not to be changed.
    byte[] categoryBytes(long row) {
        return CATEGORIES[choose(hash(row, 1), CATEGORIES.length)];
    }

    /// The row's category.
    public String category(long row) {
        return new String(categoryBytes(row), StandardCharsets.US_ASCII);
    }

    /// Writes the row's title to `target`, which has room for [#TITLE_MAX_BYTES].
    ///
    /// @return its length in bytes
    int titleBytes(long row, byte[] target) {
        long hash = hash(row, 2);
        int length = TITLE_MIN_BYTES + choose(hash, TITLE_MAX_BYTES - TITLE_MIN_BYTES + 1);
        for (int at = 0; at < length; at++) {
            int letter = at % LETTERS_A_HASH;
            if (letter == 0) {
                hash = mix(hash + 1);
            }
            target[at] = ALPHABET[(int) (hash >>> (letter * LETTER_BITS)) & (ALPHABET.length - 1)];
        }
        return length;
    }

    /// The row's title.
    public String title(long row) {
        byte[] bytes = new byte[TITLE_MAX_BYTES];
        return new String(bytes, 0, titleBytes(row, bytes), StandardCharsets.US_ASCII);
    }

    /// The row's price, with two decimals.
    public double price(long row) {
        return choose(hash(row, 3), 100_000) / 100.0;
    }

    /// True if the row has a score.
    public boolean hasScore(long row) {
        return choose(hash(row, 4), 10) != 0;
    }

    /// The row's score, if it has one.
    public float score(long row) {
        return (hash(row, 5) >>> 40) * 0x1p-24f;
    }

    /// The row's time in microseconds since the epoch.
    public long tsMicros(long row) {
        return FIRST_MICROS + row * MICROS_A_ROW + choose(hash(row, 6), (int) MICROS_A_ROW);
    }

    /// The row's flag.
    public boolean flag(long row) {
        return hash(row, 7) < 0;
    }

    /// The number of tags of the row.
    int tagCount(long row) {
        return choose(hash(row, 8), TAG_COUNTS);
    }

    /// One of the row's tags, as UTF-8; not to be changed.
    byte[] tagBytes(long row, int tag) {
        return TAGS[choose(mix(hash(row, 9) + tag), TAGS.length)];
    }

    /// The row's tags.
    public List<String> tags(long row) {
        int count = tagCount(row);
        List<String> tags = new ArrayList<>(count);
        for (int tag = 0; tag < count; tag++) {
            tags.add(new String(tagBytes(row, tag), StandardCharsets.US_ASCII));
        }
        return tags;
    }

    /// Two neighbouring values of the row's embedding, as the bits of two floats; the first one in the low half.
    ///
    /// @param pair from 0 to half of [#EMBEDDING_SIZE], exclusive
    long embeddingPair(long row, int pair) {
        long hash = mix(hash(row, 10) + pair);
        long low = Float.floatToRawIntBits(signedUnit((int) hash));
        long high = Float.floatToRawIntBits(signedUnit((int) (hash >>> Integer.SIZE)));
        return (high << Integer.SIZE) | (low & 0xFFFF_FFFFL);
    }

    /// One value of the row's embedding.
    public float embedding(long row, int dimension) {
        long pair = embeddingPair(row, dimension / 2);
        return Float.intBitsToFloat((int) (dimension % 2 == 0 ? pair : pair >>> Integer.SIZE));
    }

    /// 24 random bits as a float from -1 (inclusive) to 1 (exclusive).
    private static float signedUnit(int bits) {
        return (bits >> 8) * 0x1p-23f;
    }

    /// A number below `bound` from the upper half of a hash.
    private static int choose(long hash, int bound) {
        return (int) (((hash >>> Integer.SIZE) * bound) >>> Integer.SIZE);
    }

    private long hash(long row, int column) {
        return mix(seed + mix(row * 31 + column));
    }

    /// The finalizer of SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
    private static long mix(long value) {
        long z = value + 0x9E37_79B9_7F4A_7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return z ^ (z >>> 31);
    }
}

package io.forwardstore.benchmarks.peer;

import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Sums over every value of an answer. Two libraries that read the same rows have the same sums, in whatever order they
/// read them; and reading cannot be optimized away.
///
/// One thread at a time.
public final class Tally {
    private static final double TOLERANCE = 1e-9;

    private long rows;
    private long ids;
    private long strings;
    private double prices;
    private double scores;
    private double embeddings;
    private long times;
    private long flags;

    /// Adds to the number of rows.
    public void addRows(long count) {
        rows += count;
    }

    /// Adds an id, or a sum of ids.
    public void addId(long id) {
        ids += id;
    }

    /// Adds the [Words] of a string, or a sum of them.
    public void addString(long words) {
        strings += words;
    }

    /// Adds a price, or a sum of prices.
    public void addPrice(double price) {
        prices += price;
    }

    /// Adds a score, or a sum of scores. Nulls add nothing.
    public void addScore(double score) {
        scores += score;
    }

    /// Adds the sum of an embedding's values as a `float`, from the first to the last, or a sum of such sums.
    public void addEmbedding(double sum) {
        embeddings += sum;
    }

    /// Adds microseconds.
    public void addTime(long micros) {
        times += micros;
    }

    /// Adds a number of flags that are set.
    public void addFlags(long set) {
        flags += set;
    }

    /// One number that depends on every value, for a benchmark to answer.
    public double total() {
        return rows + ids + strings + prices + scores + embeddings + times + flags;
    }

    /// True if all sums are the same, but for the rounding of sums in another order.
    public boolean matches(Tally other) {
        return rows == other.rows
                && ids == other.ids
                && strings == other.strings
                && times == other.times
                && flags == other.flags
                && isClose(prices, other.prices)
                && isClose(scores, other.scores)
                && isClose(embeddings, other.embeddings);
    }

    private static boolean isClose(double a, double b) {
        return Math.abs(a - b) <= TOLERANCE * Math.max(1e3, Math.max(Math.abs(a), Math.abs(b)));
    }

    /// All sums as text, exactly.
    String encoded() {
        return LongStream.of(rows, ids, strings, bits(prices), bits(scores), bits(embeddings), times, flags)
                .mapToObj(Long::toString)
                .collect(Collectors.joining(" "));
    }

    private static long bits(double sum) {
        return Double.doubleToRawLongBits(sum);
    }

    /// The sums that a text of [#encoded] holds.
    static Tally decoded(String text) {
        long[] sums = Stream.of(text.split(" ")).mapToLong(Long::parseLong).toArray();
        Tally tally = new Tally();
        tally.addRows(sums[0]);
        tally.addId(sums[1]);
        tally.addString(sums[2]);
        tally.addPrice(Double.longBitsToDouble(sums[3]));
        tally.addScore(Double.longBitsToDouble(sums[4]));
        tally.addEmbedding(Double.longBitsToDouble(sums[5]));
        tally.addTime(sums[6]);
        tally.addFlags(sums[7]);
        return tally;
    }

    @Override
    public String toString() {
        return "rows %d, ids %d, strings %d, prices %s, scores %s, embeddings %s, times %d, flags %d"
                .formatted(rows, ids, strings, prices, scores, embeddings, times, flags);
    }
}

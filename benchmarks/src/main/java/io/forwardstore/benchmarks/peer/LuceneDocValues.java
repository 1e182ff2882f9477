package io.forwardstore.benchmarks.peer;

import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.util.BytesRef;

import java.io.IOException;
import java.util.Arrays;

/// Reads doc values column at a time. Rows are sorted first and answered in row order: doc values only go forward, and
/// this is how they are fastest.
record LuceneDocValues(LeafReader leaf) {
    void fetch(Columns columns, long[] rows, Tally tally) throws IOException {
        long[] sorted = rows.clone();
        Arrays.sort(sorted);
        tally.addRows(rows.length);
        for (String column : columns.names()) {
            switch (column) {
                case "id" -> ids(sorted, tally);
                case "title" -> titles(sorted, tally);
                case "price" -> prices(sorted, tally);
                case "score" -> scores(sorted, tally);
                case "embedding" -> embeddings(sorted, tally);
                default -> throw new UnsupportedOperationException("Not indexed: " + column);
            }
        }
    }

    private void ids(long[] rows, Tally tally) throws IOException {
        NumericDocValues ids = leaf.getNumericDocValues("id");
        long sum = 0;
        for (long row : rows) {
            ids.advanceExact((int) row);
            sum += ids.longValue();
        }
        tally.addId(sum);
    }

    private void titles(long[] rows, Tally tally) throws IOException {
        BinaryDocValues titles = leaf.getBinaryDocValues("title");
        long sum = 0;
        for (long row : rows) {
            titles.advanceExact((int) row);
            BytesRef title = titles.binaryValue();
            sum += Words.sum(title.bytes, title.offset, title.length);
        }
        tally.addString(sum);
    }

    private void prices(long[] rows, Tally tally) throws IOException {
        NumericDocValues prices = leaf.getNumericDocValues("price");
        double sum = 0;
        for (long row : rows) {
            prices.advanceExact((int) row);
            sum += Double.longBitsToDouble(prices.longValue());
        }
        tally.addPrice(sum);
    }

    private void scores(long[] rows, Tally tally) throws IOException {
        NumericDocValues scores = leaf.getNumericDocValues("score");
        double sum = 0;
        for (long row : rows) {
            sum += scores.advanceExact((int) row) ? Float.intBitsToFloat((int) scores.longValue()) : 0;
        }
        tally.addScore(sum);
    }

    private void embeddings(long[] rows, Tally tally) throws IOException {
        BinaryDocValues embeddings = leaf.getBinaryDocValues("embedding");
        double sum = 0;
        for (long row : rows) {
            embeddings.advanceExact((int) row);
            BytesRef bytes = embeddings.binaryValue();
            sum += Rows.floats(bytes.bytes, bytes.offset);
        }
        tally.addEmbedding(sum);
    }

    void scan(Columns columns, Tally tally) throws IOException {
        int rowCount = leaf.maxDoc();
        tally.addRows(rowCount);
        if (columns == Columns.FOUR) {
            NumericDocValues ids = leaf.getNumericDocValues("id");
            long sum = 0;
            for (int row = ids.nextDoc(); row < rowCount; row = ids.nextDoc()) {
                sum += ids.longValue();
            }
            tally.addId(sum);
            scanTitles(rowCount, tally);
        }
        scanNumbers(rowCount, tally);
    }

    private void scanTitles(int rowCount, Tally tally) throws IOException {
        BinaryDocValues titles = leaf.getBinaryDocValues("title");
        long sum = 0;
        for (int row = titles.nextDoc(); row < rowCount; row = titles.nextDoc()) {
            BytesRef title = titles.binaryValue();
            sum += Words.sum(title.bytes, title.offset, title.length);
        }
        tally.addString(sum);
    }

    private void scanNumbers(int rowCount, Tally tally) throws IOException {
        NumericDocValues prices = leaf.getNumericDocValues("price");
        double priceSum = 0;
        for (int row = prices.nextDoc(); row < rowCount; row = prices.nextDoc()) {
            priceSum += Double.longBitsToDouble(prices.longValue());
        }
        tally.addPrice(priceSum);
        NumericDocValues scores = leaf.getNumericDocValues("score");
        double scoreSum = 0;
        for (int row = scores.nextDoc(); row < rowCount; row = scores.nextDoc()) {
            scoreSum += Float.intBitsToFloat((int) scores.longValue());
        }
        tally.addScore(scoreSum);
    }
}

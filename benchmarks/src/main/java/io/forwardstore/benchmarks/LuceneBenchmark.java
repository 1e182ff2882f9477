package io.forwardstore.benchmarks;

import io.forwardstore.engine.internal.sample.SampleTable;

import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.BytesRef;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/// Lucene's doc values, one segment: ids are sorted first and answers come in row order, which is how they are fastest.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-Xms2g", "-Xmx2g", "--enable-native-access=ALL-UNNAMED", "--add-modules=jdk.incubator.vector"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init")
public class LuceneBenchmark {
    private final Requests hundred = new Requests(100);
    private final Requests one = new Requests(1);
    private MMapDirectory directory;
    private DirectoryReader reader;
    private LeafReader leaf;

    /// Opens the index, made once.
    @Setup
    public void open() throws IOException {
        Path folder = BenchmarkTable.folder().resolve("lucene");
        boolean made = Files.exists(folder.resolve("done"));
        directory = new MMapDirectory(folder);
        if (!made) {
            write();
            Files.createFile(folder.resolve("done"));
        }
        reader = DirectoryReader.open(directory);
        if (reader.leaves().size() != 1) {
            throw new IllegalStateException("expected one segment");
        }
        leaf = reader.leaves().getFirst().reader();
        for (int i = 0; i < 1_000; i++) {
            fetch100();
            fetch100v();
        }
    }

    private void write() throws IOException {
        SampleTable values = BenchmarkTable.VALUES;
        IndexWriterConfig config = new IndexWriterConfig().setRAMBufferSizeMB(1_900).setUseCompoundFile(false);
        config.setMergePolicy(NoMergePolicy.INSTANCE);
        ByteBuffer bytes = ByteBuffer.allocate(4 * SampleTable.EMBEDDING_SIZE).order(ByteOrder.LITTLE_ENDIAN);
        try (IndexWriter writer = new IndexWriter(directory, config)) {
            for (long row = 0; row < BenchmarkTable.ROWS; row++) {
                Document document = new Document();
                document.add(new NumericDocValuesField("id", row));
                document.add(new BinaryDocValuesField("title", new BytesRef(values.title(row))));
                document.add(new NumericDocValuesField("price", Double.doubleToRawLongBits(values.price(row))));
                if (values.hasScore(row)) {
                    document.add(new NumericDocValuesField("score", Float.floatToRawIntBits(values.score(row))));
                }
                bytes.clear();
                for (int dimension = 0; dimension < SampleTable.EMBEDDING_SIZE; dimension++) {
                    bytes.putFloat(values.embedding(row, dimension));
                }
                document.add(new BinaryDocValuesField("embedding", new BytesRef(bytes.array().clone())));
                writer.addDocument(document);
            }
            writer.commit();
        }
    }

    /// Closes the index.
    @TearDown
    public void close() throws IOException {
        reader.close();
        directory.close();
    }

    /// 100 random rows of {id, title, price, score}.
    @Benchmark
    public double fetch100() throws IOException {
        return fetch(hundred.next());
    }

    /// One random row of {id, title, price, score}.
    @Benchmark
    public double fetch1() throws IOException {
        return fetch(one.next());
    }

    private double fetch(long[] rows) throws IOException {
        long[] sorted = rows.clone();
        Arrays.sort(sorted);
        double sum = 0;
        NumericDocValues ids = leaf.getNumericDocValues("id");
        for (long row : sorted) {
            ids.advanceExact((int) row);
            sum += ids.longValue();
        }
        BinaryDocValues titles = leaf.getBinaryDocValues("title");
        for (long row : sorted) {
            titles.advanceExact((int) row);
            BytesRef title = titles.binaryValue();
            for (int i = 0; i < title.length; i += Long.BYTES) {
                sum += title.bytes[title.offset + i];
            }
        }
        NumericDocValues prices = leaf.getNumericDocValues("price");
        for (long row : sorted) {
            prices.advanceExact((int) row);
            sum += Double.longBitsToDouble(prices.longValue());
        }
        NumericDocValues scores = leaf.getNumericDocValues("score");
        for (long row : sorted) {
            sum += scores.advanceExact((int) row) ? Float.intBitsToFloat((int) scores.longValue()) : 0;
        }
        return sum;
    }

    /// 100 random rows of {id, embedding}.
    @Benchmark
    public double fetch100v() throws IOException {
        long[] sorted = hundred.next().clone();
        Arrays.sort(sorted);
        double sum = 0;
        NumericDocValues ids = leaf.getNumericDocValues("id");
        BinaryDocValues embeddings = leaf.getBinaryDocValues("embedding");
        for (long row : sorted) {
            ids.advanceExact((int) row);
            sum += ids.longValue();
            embeddings.advanceExact((int) row);
            BytesRef bytes = embeddings.binaryValue();
            FloatBuffer floats =
                    ByteBuffer.wrap(bytes.bytes, bytes.offset, bytes.length)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .asFloatBuffer();
            float total = 0;
            while (floats.hasRemaining()) {
                total += floats.get();
            }
            sum += total;
        }
        return sum;
    }
}

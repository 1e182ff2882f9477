package io.forwardstore.benchmarks.peer;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.forwardstore.engine.internal.sample.SampleTable;

import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.BytesRef;

import java.io.IOException;
import java.nio.file.Path;

/// Writes the table as one segment, each value as a doc value and as a stored field.
final class LuceneIndex {
    private static final double BUFFER_MEGABYTES = 1_900;

    private LuceneIndex() {}

    static void write(Path folder, int rowCount) throws IOException {
        IndexWriterConfig config = new IndexWriterConfig().setRAMBufferSizeMB(BUFFER_MEGABYTES);
        config.setUseCompoundFile(false).setMergePolicy(NoMergePolicy.INSTANCE);
        try (MMapDirectory directory = new MMapDirectory(folder);
                IndexWriter writer = new IndexWriter(directory, config)) {
            for (long row = 0; row < rowCount; row++) {
                writer.addDocument(document(row));
            }
            writer.commit();
        }
    }

    private static Document document(long row) {
        SampleTable values = BenchmarkFiles.VALUES;
        byte[] title = values.title(row).getBytes(US_ASCII);
        byte[] embedding = Rows.embedding(row);
        Document document = new Document();
        document.add(new NumericDocValuesField("id", row));
        document.add(new StoredField("id", row));
        document.add(new BinaryDocValuesField("title", new BytesRef(title)));
        document.add(new StoredField("title", title));
        document.add(new NumericDocValuesField("price", Double.doubleToRawLongBits(values.price(row))));
        document.add(new StoredField("price", values.price(row)));
        if (values.hasScore(row)) {
            document.add(new NumericDocValuesField("score", Float.floatToRawIntBits(values.score(row))));
            document.add(new StoredField("score", values.score(row)));
        }
        document.add(new BinaryDocValuesField("embedding", new BytesRef(embedding)));
        document.add(new StoredField("embedding", embedding));
        return document;
    }
}

package io.forwardstore.benchmarks.peer;

import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.StoredFieldVisitor;
import org.apache.lucene.index.StoredFields;

import java.io.IOException;

/// Reads stored fields, visiting only those asked for.
final class LuceneStoredFields extends StoredFieldVisitor {
    private final Columns columns;
    private final Tally tally;
    private int left;

    private LuceneStoredFields(Columns columns, Tally tally) {
        this.columns = columns;
        this.tally = tally;
    }

    static void fetch(DirectoryReader reader, Columns columns, long[] rows, Tally tally) throws IOException {
        StoredFields fields = reader.storedFields();
        LuceneStoredFields visitor = new LuceneStoredFields(columns, tally);
        for (long row : rows) {
            visitor.left = columns.names().size();
            tally.addRows(1);
            fields.document((int) row, visitor);
        }
    }

    @Override
    public Status needsField(FieldInfo field) {
        if (columns.names().contains(field.name)) {
            left--;
            return Status.YES;
        }
        return left == 0 ? Status.STOP : Status.NO;
    }

    @Override
    public void longField(FieldInfo field, long value) {
        tally.addId(value);
    }

    @Override
    public void doubleField(FieldInfo field, double value) {
        tally.addPrice(value);
    }

    @Override
    public void floatField(FieldInfo field, float value) {
        tally.addScore(value);
    }

    @Override
    public void binaryField(FieldInfo field, byte[] value) {
        if (field.name.equals("title")) {
            tally.addString(Words.sum(value));
        } else {
            tally.addEmbedding(Rows.floats(value, 0));
        }
    }
}

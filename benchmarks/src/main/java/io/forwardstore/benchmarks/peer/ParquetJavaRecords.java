package io.forwardstore.benchmarks.peer;

import io.forwardstore.benchmarks.peer.ParquetJavaFile.Chunk;

import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

import java.util.List;

/// Reads by parquet-java's record reader, an object a row.
record ParquetJavaRecords(ParquetJavaFile file) implements OpenTable {
    @Override
    public void scan(Columns columns, Tally tally) {
        List<Type> fields = columns.names().stream().map(file.schema()::getType).toList();
        MessageType projection = new MessageType("rows", fields);
        MessageColumnIO columnIO = new ColumnIOFactory().getColumnIO(projection, file.schema());
        for (int block = 0; block < file.blocks().size(); block++) {
            RecordReader<Group> reader =
                    columnIO.getRecordReader(
                            new ParquetJavaPages(file, block, Chunk::pages), new GroupRecordConverter(projection));
            long rows = file.blocks().get(block).getRowCount();
            for (long row = 0; row < rows; row++) {
                add(reader.read(), columns, tally);
            }
        }
    }

    private static void add(Group row, Columns columns, Tally tally) {
        tally.addRows(1);
        for (int field = 0; field < columns.names().size(); field++) {
            if (row.getFieldRepetitionCount(field) == 0) {
                continue;
            }
            switch (columns.names().get(field)) {
                case "id" -> tally.addId(row.getLong(field, 0));
                case "title" -> tally.addString(Words.sum(row.getBinary(field, 0).getBytesUnsafe()));
                case "price" -> tally.addPrice(row.getDouble(field, 0));
                case "score" -> tally.addScore(row.getFloat(field, 0));
                default -> throw new UnsupportedOperationException("Not read: " + columns.names().get(field));
            }
        }
    }

    @Override
    public void close() {
        // The mapping goes with its buffer.
    }
}

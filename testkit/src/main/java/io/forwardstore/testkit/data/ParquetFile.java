package io.forwardstore.testkit.data;

import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// A dataset as a Parquet file (Parquet specification, "File Format").
///
/// Chunks differ on purpose, as files in the wild do: data pages of both versions, with and without gzip, dictionaries
/// and offset indexes; levels as runs and bit-packed. The Arrow schema stands under `ARROW:schema`, as Arrow's own
/// writers leave it.
final class ParquetFile {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final int GZIP = 2;

    private record Index(long offset, int bytes) {}

    /// What the footer says of a row group.
    private record RowGroup(int rowCount, long bytes, List<ParquetColumn> columns, List<@Nullable Index> indexes) {}

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Dataset dataset;
    private final List<RowGroup> rowGroups = new ArrayList<>();

    private ParquetFile(Dataset dataset) {
        this.dataset = dataset;
    }

    /// The content of the file.
    static byte[] bytes(Dataset dataset) {
        return new ParquetFile(dataset).write();
    }

    private byte[] write() {
        out.writeBytes(MAGIC);
        for (int block = 0; block < dataset.blocks().size(); block++) {
            writeRowGroup(dataset.blocks().get(block), block);
        }
        byte[] footer = footer();
        out.writeBytes(footer);
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(footer.length).array());
        out.writeBytes(MAGIC);
        return out.toByteArray();
    }

    private List<ParquetNode> nodes() {
        return dataset.schema().getFields().stream().map(field -> new ParquetNode(field, List.of(), 0, 0)).toList();
    }

    private void writeRowGroup(Dataset.Block block, int number) {
        int start = out.size();
        List<ParquetColumn> columns = new ArrayList<>();
        List<ParquetNode> nodes = nodes();
        for (int i = 0; i < nodes.size(); i++) {
            for (Object value : block.columns().get(i)) {
                nodes.get(i).add(value, 0, 0);
            }
            boolean hasDictionary = dataset.dictionaryColumns().contains(dataset.columnNames().get(i));
            for (ParquetColumn column : nodes.get(i).columns()) {
                column.writePages(out, dataset.pageRows(), style(columns.size(), number, hasDictionary));
                columns.add(column);
            }
        }
        int bytes = out.size() - start;
        List<@Nullable Index> indexes = new ArrayList<>();
        for (ParquetColumn column : columns) {
            indexes.add(column.hasOffsetIndex() ? writeIndex(column) : null);
        }
        rowGroups.add(new RowGroup(block.rowCount(), bytes, columns, indexes));
    }

    private static ParquetColumn.Style style(int column, int rowGroup, boolean hasDictionary) {
        int mix = column + rowGroup;
        return new ParquetColumn.Style(
                mix % 2 + 1, mix % 3 == 2 ? GZIP : 0, hasDictionary || mix % 5 == 4, column % 2 == 0);
    }

    private Index writeIndex(ParquetColumn column) {
        byte[] index = column.offsetIndex();
        Index place = new Index(out.size(), index.length);
        out.writeBytes(index);
        return place;
    }

    private byte[] footer() {
        CompactThrift footer = new CompactThrift().i32(1, 2);
        writeSchema(footer);
        footer.i64(3, dataset.rowCount()).structs(4, rowGroups.size());
        rowGroups.forEach(rowGroup -> writeRowGroup(footer, rowGroup));
        writeMetadata(footer);
        return footer.string(6, "forwardstore testkit").end().toByteArray();
    }

    private void writeSchema(CompactThrift footer) {
        List<ParquetNode> nodes = nodes();
        int elements = nodes.stream().mapToInt(ParquetNode::elementCount).sum();
        footer.structs(2, elements + 1);
        footer.element().string(4, "schema").i32(5, nodes.size()).end();
        nodes.forEach(node -> node.writeElements(footer));
    }

    private static void writeRowGroup(CompactThrift footer, RowGroup rowGroup) {
        footer.element().structs(1, rowGroup.columns().size());
        for (int i = 0; i < rowGroup.columns().size(); i++) {
            rowGroup.columns().get(i).writeMetadata(footer.element());
            Index index = rowGroup.indexes().get(i);
            if (index != null) {
                footer.i64(4, index.offset()).i32(5, index.bytes());
            }
            footer.end();
        }
        footer.i64(2, rowGroup.bytes()).i64(3, rowGroup.rowCount()).end();
    }

    private void writeMetadata(CompactThrift footer) {
        Map<String, String> metadata = dataset.schema().getCustomMetadata();
        footer.structs(5, metadata.size() + 1);
        byte[] arrowSchema = IpcFile.schemaMessage(dataset.fileSchema());
        footer.element().string(1, "ARROW:schema").string(2, Base64.getEncoder().encodeToString(arrowSchema)).end();
        metadata.forEach((key, value) -> footer.element().string(1, key).string(2, value).end());
    }

    /// True if Parquet has a type for the field.
    static boolean holds(Field field) {
        return ParquetNode.holds(field);
    }
}

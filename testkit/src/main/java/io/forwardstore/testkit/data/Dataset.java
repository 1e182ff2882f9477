package io.forwardstore.testkit.data;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// A table as plain values, and what it is written as: the golden answer of every test.
///
/// Values are those of [VectorValues]. Immutable.
public final class Dataset {
    /// The rows in a Parquet data page, unless a dataset says otherwise.
    public static final int DEFAULT_PAGE_ROWS = 16;

    /// A run of rows that is written as one record batch or row group.
    ///
    /// @param rowCount rows
    /// @param columns a list of `rowCount` values for each column
    public record Block(int rowCount, List<List<@Nullable Object>> columns) {}

    static final List<ArrowType.Int> INDEX_TYPES =
            List.of(
                    new ArrowType.Int(32, true),
                    new ArrowType.Int(8, true),
                    new ArrowType.Int(16, false),
                    new ArrowType.Int(64, true),
                    new ArrowType.Int(8, false),
                    new ArrowType.Int(16, true),
                    new ArrowType.Int(32, false));

    private final String name;
    private final Schema schema;
    private final List<Block> blocks;
    private final long[] firstRows;
    private final Set<String> dictionaryColumns;
    private final int pageRows;

    private Dataset(String name, Schema schema, List<Block> blocks, Set<String> dictionaryColumns, int pageRows) {
        this.name = name;
        this.schema = schema;
        this.blocks = blocks;
        this.dictionaryColumns = dictionaryColumns;
        this.pageRows = pageRows;
        this.firstRows = new long[blocks.size() + 1];
        for (int block = 0; block < blocks.size(); block++) {
            firstRows[block + 1] = firstRows[block] + blocks.get(block).rowCount();
        }
    }

    /// A dataset of these blocks.
    ///
    /// @param name what its file is called, without a suffix
    /// @param schema the schema as a store shows it
    public static Dataset of(String name, Schema schema, List<Block> blocks) {
        return new Dataset(name, schema, List.copyOf(blocks), Set.of(), DEFAULT_PAGE_ROWS);
    }

    /// This dataset with some columns dictionary-encoded in its file.
    public Dataset withDictionaries(Collection<String> columns) {
        return new Dataset(name, schema, blocks, Set.copyOf(columns), pageRows);
    }

    /// This dataset with that many rows in a Parquet data page.
    public Dataset withPageRows(int rows) {
        return new Dataset(name, schema, blocks, dictionaryColumns, rows);
    }

    /// What its file is called, without a suffix.
    public String name() {
        return name;
    }

    /// The schema as a store shows it: dictionary-encoded columns have the type of their values.
    public Schema schema() {
        return schema;
    }

    /// The names of the columns.
    public List<String> columnNames() {
        return schema.getFields().stream().map(Field::getName).toList();
    }

    /// The record batches or row groups.
    public List<Block> blocks() {
        return blocks;
    }

    /// The first row of a block; for `block == blocks().size()` the number of rows.
    public long firstRow(int block) {
        return firstRows[block];
    }

    /// The number of rows.
    public long rowCount() {
        return firstRows[blocks.size()];
    }

    /// The rows in a Parquet data page.
    public int pageRows() {
        return pageRows;
    }

    /// The columns that are dictionary-encoded in the file.
    public Set<String> dictionaryColumns() {
        return dictionaryColumns;
    }

    /// The value of a column, by its position, in a row.
    public @Nullable Object value(int column, long row) {
        Objects.checkIndex(row, rowCount());
        int block = 0;
        while (firstRows[block + 1] <= row) {
            block++;
        }
        return blocks.get(block).columns().get(column).get((int) (row - firstRows[block]));
    }

    /// The rows as Arrow vectors, block by block, charged to the allocator; the caller closes them.
    public List<VectorSchemaRoot> batches(BufferAllocator allocator) {
        List<VectorSchemaRoot> roots = new ArrayList<>();
        for (Block block : blocks) {
            roots.add(Vectors.root(schema, block.rowCount(), block.columns(), allocator));
        }
        return roots;
    }

    /// The content of a file that holds this dataset.
    ///
    /// @throws IllegalArgumentException for [Format#OWN], and for columns that the format cannot hold
    public byte[] bytes(Format format) {
        return switch (format) {
            case ARROW_IPC -> IpcFile.bytes(this);
            case PARQUET -> ParquetFile.bytes(this);
            case OWN -> throw new IllegalArgumentException("The backend's own form is its own to write");
        };
    }

    /// Writes this dataset to a file in a directory.
    public Path write(Format format, Path directory) throws IOException {
        return Files.write(directory.resolve(name + format.suffix()), bytes(format));
    }

    /// The schema as the file has it: dictionary-encoded columns name their dictionaries.
    Schema fileSchema() {
        List<Field> fields = new ArrayList<>();
        for (Field field : schema.getFields()) {
            fields.add(dictionaryColumns.contains(field.getName()) ? encoded(field, fields.size()) : field);
        }
        return new Schema(fields, schema.getCustomMetadata());
    }

    private static Field encoded(Field field, int id) {
        DictionaryEncoding encoding = new DictionaryEncoding(id, false, INDEX_TYPES.get(id % INDEX_TYPES.size()));
        FieldType type = new FieldType(field.isNullable(), field.getType(), encoding, field.getMetadata());
        return new Field(field.getName(), type, field.getChildren());
    }

    /// The field of a dictionary's values.
    static Field valueField(Field field) {
        FieldType type = new FieldType(true, field.getType(), null, null);
        return new Field(field.getName(), type, field.getChildren());
    }

    static Field field(String name, boolean nullable, ArrowType type) {
        return new Field(name, new FieldType(nullable, type, null), List.of());
    }

    @Override
    public String toString() {
        return name;
    }
}

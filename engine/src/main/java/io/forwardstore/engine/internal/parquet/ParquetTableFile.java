package io.forwardstore.engine.internal.parquet;

import io.forwardstore.CorruptFileException;
import io.forwardstore.StorageOptions;
import io.forwardstore.engine.Column;
import io.forwardstore.engine.FileSource;
import io.forwardstore.engine.PageIndex;
import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.ReadAhead;
import io.forwardstore.engine.ReadCounters;
import io.forwardstore.engine.TableFile;
import io.forwardstore.engine.internal.parquet.build.LeafBuilders;
import io.forwardstore.engine.internal.parquet.format.FileMetadata;
import io.forwardstore.engine.internal.parquet.format.RowGroup;
import io.forwardstore.engine.internal.parquet.schema.Leaf;
import io.forwardstore.engine.internal.parquet.schema.Node;
import io.forwardstore.engine.internal.parquet.schema.SchemaException;
import io.forwardstore.engine.internal.parquet.schema.TableSchema;
import io.forwardstore.engine.internal.store.ChunkRecycler;

import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A Parquet file. Its blocks are the row groups.
public final class ParquetTableFile implements TableFile {
    private final FileContext file;
    private final TableSchema schema;
    private final PageIndex blocks;
    private final List<Column> columns;

    private ParquetTableFile(FileContext file, TableSchema schema, PageIndex blocks, List<Column> columns) {
        this.file = file;
        this.schema = schema;
        this.blocks = blocks;
        this.columns = columns;
    }

    /// True if the bytes begin as a Parquet file does, encrypted or not.
    public static boolean matches(FileSource source, PageScope scope) throws IOException {
        return Footer.beginsFile(source, scope);
    }

    /// Reads the footer and checks it.
    ///
    /// @param source the file; owned by the table once it is open, and still the caller's if this fails
    /// @throws CorruptFileException if it is no Parquet file or its footer is malformed
    /// @throws IOException if it cannot be read, or is encrypted
    public static ParquetTableFile open(FileSource source, StorageOptions options) throws IOException {
        Footer footer = Footer.read(source, options.allocator());
        FileMetadata metadata = footer.metadata();
        FileContext file =
                new FileContext(
                        source,
                        footer.offsetBytes(),
                        options.get(ParquetOptions.VERIFY_CHECKSUMS),
                        options.allocator(),
                        new ChunkRecycler(options.allocator()),
                        new DictionaryCache(options.get(ParquetOptions.DICTIONARY_BYTES)),
                        new ReadCounters());
        TableSchema schema;
        try {
            schema = TableSchema.of(metadata);
        } catch (SchemaException e) {
            throw file.corrupt(footer.offsetBytes(), String.valueOf(e.getMessage()));
        }
        PageIndex blocks = blocks(file, metadata);
        List<List<LeafChunk>> chunks = new ArrayList<>();
        for (int i = 0; i < metadata.rowGroups().size(); i++) {
            chunks.add(chunks(file, schema, metadata.rowGroups().get(i), blocks.firstRow(i)));
        }
        PageIndexes indexes = new PageIndexes();
        List<Column> columns = new ArrayList<>();
        for (Node node : schema.columns()) {
            columns.add(column(node, chunks, blocks, indexes));
        }
        return new ParquetTableFile(file, schema, blocks, List.copyOf(columns));
    }

    private static PageIndex blocks(FileContext file, FileMetadata metadata) throws CorruptFileException {
        List<RowGroup> groups = metadata.rowGroups();
        long[] firstRows = new long[groups.size() + 1];
        for (int i = 0; i < groups.size(); i++) {
            long rows = groups.get(i).rowCount();
            if (rows > Long.MAX_VALUE - firstRows[i]) {
                throw file.corrupt(file.dataEndBytes(), "a row count that 64 bits hold");
            }
            firstRows[i + 1] = firstRows[i] + rows;
        }
        return PageIndex.of(firstRows);
    }

    private static List<LeafChunk> chunks(FileContext file, TableSchema schema, RowGroup group, long firstRow)
            throws IOException {
        List<Leaf> leaves = schema.leaves();
        if (group.columns().size() != leaves.size()) {
            throw file.corrupt(
                    file.dataEndBytes(),
                    leaves.size() + " column chunks in a row group, found " + group.columns().size());
        }
        List<LeafChunk> chunks = new ArrayList<>(leaves.size());
        for (Leaf leaf : leaves) {
            chunks.add(Chunks.checked(file, leaf, group.columns().get(leaf.index()), firstRow, group.rowCount()));
        }
        return chunks;
    }

    private static Column column(Node node, List<List<LeafChunk>> chunks, PageIndex blocks, PageIndexes indexes) {
        if (node instanceof Node.OfLeaf leaf && leaf.leaf().isFlat()) {
            int index = leaf.leaf().index();
            return new FlatColumn(leaf, chunks.stream().map(group -> group.get(index)).toList(), blocks, indexes);
        }
        List<Node.OfLeaf> leaves = new ArrayList<>();
        collectLeaves(node, leaves);
        int first = leaves.getFirst().leaf().index();
        return new NestedColumn(
                node,
                leaves.stream().map(LeafBuilders::of).toList(),
                chunks.stream().map(group -> group.subList(first, first + leaves.size())).toList(),
                blocks,
                indexes);
    }

    private static void collectLeaves(Node node, List<Node.OfLeaf> leaves) {
        switch (node) {
            case Node.OfLeaf leaf -> leaves.add(leaf);
            case Node.OfStruct struct -> struct.children().forEach(child -> collectLeaves(child, leaves));
            case Node.OfList list -> collectLeaves(list.child(), leaves);
        }
    }

    @Override
    public String name() {
        return file.name();
    }

    @Override
    public Schema schema() {
        return schema.schema();
    }

    @Override
    public PageIndex blocks() {
        return blocks;
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public ReadCounters reads() {
        return file.reads();
    }

    @Override
    public long residentBytes() {
        return file.dictionaries().keptBytes();
    }

    @Override
    public @Nullable ReadAhead readAhead() {
        return file.source().readAhead();
    }

    @Override
    public void close() throws IOException {
        file.dictionaries().close();
        file.recycler().close();
        file.source().close();
    }

    @Override
    public String toString() {
        return "[" + name() + "]";
    }
}

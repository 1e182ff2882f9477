package io.forwardstore.examples;

import io.forwardstore.ForwardStore;
import io.forwardstore.ForwardStores;
import io.forwardstore.engine.TableWriter;
import io.forwardstore.engine.TableWriters;
import io.forwardstore.engine.WriteOptions;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Writes a table, fetches some of its rows by id, and scans a column.
public final class Quickstart {
    private Quickstart() {}

    /// @param args none
    public static void main(String[] args) throws IOException {
        Path file = Files.createTempDirectory("quickstart").resolve("products.arrow");
        write(file);
        try (ForwardStore store = ForwardStores.open(file, "MMapFileStorage")) {
            try (VectorSchemaRoot best = store.fetch(List.of("_row_id_", "name"), new long[] {42, 7, 999})) {
                System.out.print(best.contentToTSVString());
            }
            long sum = 0;
            try (ArrowReader scan = store.scan(List.of("price"))) {
                while (scan.loadNextBatch()) {
                    BigIntVector prices = (BigIntVector) scan.getVectorSchemaRoot().getVector("price");
                    for (int row = 0; row < prices.getValueCount(); row++) {
                        sum += prices.get(row);
                    }
                }
            }
            System.out.println("All " + store.rowCount() + " products together cost " + sum);
        }
    }

    private static void write(Path file) throws IOException {
        int count = 1_000;
        try (BufferAllocator allocator = new RootAllocator();
                VarCharVector name = new VarCharVector("name", allocator);
                BigIntVector price = new BigIntVector("price", allocator);
                VectorSchemaRoot rows = VectorSchemaRoot.of(name, price);
                TableWriter writer = TableWriters.create(file, rows.getSchema(), WriteOptions.arrow())) {
            for (int row = 0; row < count; row++) {
                name.setSafe(row, ("product " + row).getBytes(StandardCharsets.UTF_8));
                price.setSafe(row, row % 10);
            }
            rows.setRowCount(count);
            writer.write(rows);
            writer.commit();
        }
    }
}

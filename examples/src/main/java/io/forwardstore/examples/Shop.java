package io.forwardstore.examples;

import io.forwardstore.engine.TableWriter;
import io.forwardstore.engine.TableWriters;
import io.forwardstore.engine.WriteOptions;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// The tables of a shop that never was: its products, and ten reviews of each.
final class Shop {
    /// Products; the row id of one is its number.
    static final int PRODUCTS = 1_000;

    /// Reviews; those of product `n` are the rows from `10 * n` on.
    static final int REVIEWS = 10 * PRODUCTS;

    private static final String[] WORDS = {"broken", "poor", "fair", "good", "splendid"};

    private Shop() {}

    /// Columns `name` and `price`.
    static void writeProducts(Path file) throws IOException {
        try (BufferAllocator allocator = new RootAllocator();
                VarCharVector name = new VarCharVector("name", allocator);
                BigIntVector price = new BigIntVector("price", allocator);
                VectorSchemaRoot rows = VectorSchemaRoot.of(name, price)) {
            for (int row = 0; row < PRODUCTS; row++) {
                name.setSafe(row, bytes("product " + row));
                price.setSafe(row, 5 + row % 95);
            }
            write(file, rows, PRODUCTS);
        }
    }

    /// Columns `product`, `stars` and `text`.
    static void writeReviews(Path file) throws IOException {
        try (BufferAllocator allocator = new RootAllocator();
                IntVector product = new IntVector("product", allocator);
                IntVector stars = new IntVector("stars", allocator);
                VarCharVector text = new VarCharVector("text", allocator);
                VectorSchemaRoot rows = VectorSchemaRoot.of(product, stars, text)) {
            for (int row = 0; row < REVIEWS; row++) {
                int given = row * 7 % 11 % WORDS.length;
                product.setSafe(row, row / 10);
                stars.setSafe(row, 1 + given);
                text.setSafe(row, bytes("It is " + WORDS[given]));
            }
            write(file, rows, REVIEWS);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void write(Path file, VectorSchemaRoot rows, int count) throws IOException {
        rows.setRowCount(count);
        try (TableWriter writer = TableWriters.create(file, rows.getSchema(), WriteOptions.arrow())) {
            writer.write(rows);
            writer.commit();
        }
    }
}

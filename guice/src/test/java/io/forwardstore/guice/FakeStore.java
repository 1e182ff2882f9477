package io.forwardstore.guice;

import io.forwardstore.ForwardStore;
import io.forwardstore.ScanOptions;
import io.forwardstore.StorageOptions;
import io.forwardstore.StoreStats;

import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A store without rows; closing one whose file is called `stuck` fails.
record FakeStore(FakeStorage storage, Path file, StorageOptions options) implements ForwardStore {
    @Override
    public Schema physicalSchema() {
        return new Schema(List.of());
    }

    @Override
    public long rowCount() {
        return 0;
    }

    @Override
    public VectorSchemaRoot fetch(List<String> columns, long[] rowIds) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ArrowReader scan(ScanOptions options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int blockCount() {
        return 0;
    }

    @Override
    public int blockOf(long rowId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long blockFirstRow(int block) {
        throw new UnsupportedOperationException();
    }

    @Override
    public StoreStats stats() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() throws IOException {
        storage.closed().add(file.toString());
        if (file.toString().startsWith("stuck")) {
            throw new IOException("[" + file + "] Cannot close");
        }
    }
}

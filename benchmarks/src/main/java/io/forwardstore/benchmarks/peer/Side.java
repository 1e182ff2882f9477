package io.forwardstore.benchmarks.peer;

import io.forwardstore.ForwardStore;
import io.forwardstore.StorageOptions;
import io.forwardstore.StorageProvider;
import io.forwardstore.StorageProviders;
import io.forwardstore.StorageType;
import io.forwardstore.benchmarks.peer.RawWork.Decompressing;

import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VectorSchemaRoot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// One of two that are asked the same in turn.
///
/// One thread at a time. Whoever opened it closes it.
public interface Side extends AutoCloseable {
    /// Answers once.
    ///
    /// @param rows of a fetch; a scan or an open does not look at it
    /// @return a number that depends on every value of the answer
    double answer(long[] rows) throws Exception;

    @Override
    void close() throws Exception;

    /// How a side comes to be.
    interface Source {
        /// Who it is, for a report.
        String name();

        /// What [#open] will read: written now if it is not there yet.
        List<Path> prepare(BenchmarkFiles files) throws Exception;

        /// Opens it, compares its answers with the generator's, and has it read everything once that it keeps.
        Side open(BenchmarkFiles files) throws Exception;
    }

    /// A peer's answers to a case.
    record Asked(Peer peer, Case question) implements Source {
        @Override
        public String name() {
            return peer.name();
        }

        @Override
        public List<Path> prepare(BenchmarkFiles files) throws Exception {
            return peer.prepare(files);
        }

        @Override
        public Side open(BenchmarkFiles files) throws Exception {
            OpenTable table = peer.open(files);
            new Gate(peer, files).check(table, question);
            Columns columns = question.columns(peer.form());
            if (!question.isScan() && peer.cases().contains(Case.SCAN4)) {
                table.scan(Columns.FOUR, new Tally());
            }
            return new Side() {
                @Override
                public double answer(long[] rows) throws Exception {
                    Tally tally = new Tally();
                    if (question == Case.OPEN) {
                        try (OpenTable fresh = peer.open(files)) {
                            fresh.firstRow(columns, tally);
                        }
                    } else if (question.isScan()) {
                        table.scan(columns, tally);
                    } else {
                        table.fetch(columns, rows, tally);
                    }
                    return tally.total();
                }

                @Override
                public void close() throws Exception {
                    table.close();
                }
            };
        }
    }

    /// The decompression that no reader of a Parquet file can leave out.
    record Raw(TableForm form, Case question) implements Source {
        @Override
        public String name() {
            return "decompression alone @ " + form.id();
        }

        @Override
        public List<Path> prepare(BenchmarkFiles files) throws IOException {
            return List.of(files.parquet(form));
        }

        @Override
        public Side open(BenchmarkFiles files) throws IOException {
            Decompressing work = RawWork.decompressing(files, form, question.columns(form));
            return new Side() {
                @Override
                public double answer(long[] rows) {
                    return question.isScan() ? work.run() : work.run(rows);
                }

                @Override
                public void close() {
                    work.close();
                }
            };
        }
    }

    /// Opening a file of the same number of batches, however long they are, and reading its first row.
    record Opened(int batchRows) implements Source {
        @Override
        public String name() {
            return "open of 16 batches of %,d rows".formatted(batchRows);
        }

        @Override
        public List<Path> prepare(BenchmarkFiles files) throws IOException {
            return List.of();
        }

        @Override
        public Side open(BenchmarkFiles files) throws IOException {
            Path file = new SparseTable(batchRows).file(files);
            StorageProvider provider = StorageProviders.load().byType(StorageType.MMAP);
            return new Side() {
                @Override
                public double answer(long[] rows) throws IOException {
                    try (ForwardStore store = provider.open(file, StorageOptions.defaults());
                            VectorSchemaRoot row = store.fetch(List.of(SparseTable.COLUMN), new long[1])) {
                        return ((Float8Vector) row.getVector(0)).get(0);
                    }
                }

                @Override
                public void close() {}
            };
        }
    }
}

package io.forwardstore.benchmarks.peer;

import com.google.auto.service.AutoService;

import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.store.MMapDirectory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// Lucene, one segment that holds the table as doc values and as stored fields.
@AutoService(PeerFamily.class)
public final class LucenePeers implements PeerFamily {
    @Override
    public List<Peer> peers() {
        return List.of(new DocValuesPeer(), new StoredFieldsPeer());
    }

    private static Path index(BenchmarkFiles files) throws IOException {
        return files.once("lucene", target -> LuceneIndex.write(target, files.rows()));
    }

    /// A reader over one directory, closed together.
    private record Index(MMapDirectory directory, DirectoryReader reader) implements AutoCloseable {
        static Index open(BenchmarkFiles files) throws IOException {
            MMapDirectory directory = new MMapDirectory(index(files));
            DirectoryReader reader = DirectoryReader.open(directory);
            if (reader.leaves().size() != 1) {
                throw new IllegalStateException("Expected one segment, got " + reader.leaves().size());
            }
            return new Index(directory, reader);
        }

        @Override
        public void close() throws IOException {
            reader.close();
            directory.close();
        }
    }

    private static final class DocValuesPeer implements Peer {
        @Override
        public String library() {
            return "Lucene doc values";
        }

        @Override
        public TableForm form() {
            return TableForm.BEST;
        }

        @Override
        public Set<Case> cases() {
            return Case.union(Case.FETCHES, Set.of(Case.SCAN2, Case.SCAN4, Case.OPEN));
        }

        @Override
        public boolean isConcurrent() {
            return true;
        }

        @Override
        public List<Path> prepare(BenchmarkFiles files) throws IOException {
            return List.of(index(files));
        }

        @Override
        public OpenTable open(BenchmarkFiles files) throws IOException {
            Index index = Index.open(files);
            LuceneDocValues values = new LuceneDocValues(index.reader().leaves().getFirst().reader());
            return new OpenTable() {
                @Override
                public void fetch(Columns columns, long[] rows, Tally tally) throws IOException {
                    values.fetch(columns, rows, tally);
                }

                @Override
                public void scan(Columns columns, Tally tally) throws IOException {
                    values.scan(columns, tally);
                }

                @Override
                public void close() throws IOException {
                    index.close();
                }
            };
        }
    }

    private static final class StoredFieldsPeer implements Peer {
        @Override
        public String library() {
            return "Lucene stored fields";
        }

        @Override
        public TableForm form() {
            return TableForm.BEST;
        }

        @Override
        public Set<Case> cases() {
            return Case.union(Case.FETCHES, Set.of(Case.OPEN));
        }

        @Override
        public List<Path> prepare(BenchmarkFiles files) throws IOException {
            return List.of(index(files));
        }

        @Override
        public OpenTable open(BenchmarkFiles files) throws IOException {
            Index index = Index.open(files);
            return new OpenTable() {
                @Override
                public void fetch(Columns columns, long[] rows, Tally tally) throws IOException {
                    LuceneStoredFields.fetch(index.reader(), columns, rows, tally);
                }

                @Override
                public void close() throws IOException {
                    index.close();
                }
            };
        }
    }
}

package io.forwardstore.benchmarks.peer;

import com.google.auto.service.AutoService;

import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.CompressionType;
import org.rocksdb.DataBlockIndexType;
import org.rocksdb.EnvOptions;
import org.rocksdb.IngestExternalFileOptions;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.SstFileWriter;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// RocksDB with one value a row, sorted and without compression, all of it in the block cache.
@AutoService(PeerFamily.class)
public final class RocksDbPeers implements PeerFamily {
    private static final long CACHE_BYTES = 2L << 30;

    @Override
    public List<Peer> peers() {
        return List.of(new RocksDbPeer());
    }

    private static byte[] key(long row) {
        return ByteBuffer.allocate(Long.BYTES).putLong(row).array();
    }

    /// The options, and what they hold that is to be closed after the database.
    private record Settings(LRUCache cache, Options options) implements AutoCloseable {
        static Settings create() {
            RocksDB.loadLibrary();
            LRUCache cache = new LRUCache(CACHE_BYTES);
            BlockBasedTableConfig table =
                    new BlockBasedTableConfig()
                            .setBlockCache(cache)
                            .setDataBlockIndexType(DataBlockIndexType.kDataBlockBinaryAndHash)
                            .setCacheIndexAndFilterBlocks(false)
                            .setBlockSize(4 << 10);
            Options options =
                    new Options()
                            .setCreateIfMissing(true)
                            .setCompressionType(CompressionType.NO_COMPRESSION)
                            .setTableFormatConfig(table);
            return new Settings(cache, options);
        }

        @Override
        public void close() {
            options.close();
            cache.close();
        }
    }

    private static void write(Path folder, int rowCount) throws RocksDBException, IOException {
        Path sorted = folder.resolveSibling("part-rocksdb.sst");
        try (Settings settings = Settings.create();
                EnvOptions env = new EnvOptions();
                SstFileWriter writer = new SstFileWriter(env, settings.options())) {
            writer.open(sorted.toString());
            for (long row = 0; row < rowCount; row++) {
                writer.put(key(row), Rows.encode(row));
            }
            writer.finish();
            try (RocksDB db = RocksDB.open(settings.options(), folder.toString());
                    IngestExternalFileOptions move = new IngestExternalFileOptions().setMoveFiles(true)) {
                db.ingestExternalFile(List.of(sorted.toString()), move);
            }
        }
        Files.deleteIfExists(sorted);
    }

    private static final class RocksDbPeer implements Peer {
        @Override
        public String library() {
            return "RocksDB";
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
            return List.of(folder(files));
        }

        private static Path folder(BenchmarkFiles files) throws IOException {
            return files.once("rocksdb", target -> write(target, files.rows()));
        }

        @Override
        public OpenTable open(BenchmarkFiles files) throws Exception {
            Settings settings = Settings.create();
            return new Open(settings, RocksDB.openReadOnly(settings.options(), folder(files).toString()));
        }
    }

    private record Open(Settings settings, RocksDB db) implements OpenTable {
        @Override
        public void fetch(Columns columns, long[] rows, Tally tally) throws RocksDBException {
            if (rows.length == 1) {
                Rows.decode(rows[0], db.get(key(rows[0])), columns, tally);
                return;
            }
            List<byte[]> keys = new ArrayList<>(rows.length);
            for (long row : rows) {
                keys.add(key(row));
            }
            List<byte[]> values = db.multiGetAsList(keys);
            for (int i = 0; i < rows.length; i++) {
                Rows.decode(rows[i], values.get(i), columns, tally);
            }
        }

        @Override
        public void scan(Columns columns, Tally tally) {
            try (RocksIterator rows = db.newIterator()) {
                for (rows.seekToFirst(); rows.isValid(); rows.next()) {
                    Rows.decode(ByteBuffer.wrap(rows.key()).getLong(), rows.value(), columns, tally);
                }
            }
        }

        @Override
        public void close() {
            db.close();
            settings.close();
        }
    }
}

package io.forwardstore.mmap;

import io.forwardstore.ScanOptions;
import io.forwardstore.StoreStats;
import io.forwardstore.engine.FileRange;
import io.forwardstore.engine.TableStore;

import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/// A store whose file is mapped: reads by the engine, memory by the operating system.
final class MappedTableStore implements MappedStore {
    private static final System.Logger LOGGER = System.getLogger(MappedTableStore.class.getName());

    private final TableStore table;
    private final MappedFileSource source;
    private final PageControl pages;
    private final PageLock lock;
    private final LockPolicy lockPolicy;

    /// @param table owned from here on; it owns the source
    MappedTableStore(TableStore table, MappedFileSource source, PageControl pages, LockPolicy lockPolicy) {
        this.table = table;
        this.source = source;
        this.pages = pages;
        this.lock = new PageLock(pages, source.address(), source.sizeBytes());
        this.lockPolicy = lockPolicy;
    }

    @Override
    public WarmupResult warmup(WarmupOptions options) throws IOException {
        List<FileRange> asked = table.ranges(options.columns(), options.firstRow(), options.endRow());
        List<FileRange> ranges =
                options.isWholeFile()
                        ? List.of(new FileRange(0, source.sizeBytes()))
                        : FileRange.onPages(asked, pages.pageBytes(), source.sizeBytes());
        return whileMapped("warm up", () -> warm(ranges, options));
    }

    private WarmupResult warm(List<FileRange> ranges, WarmupOptions options) {
        new Warmer(pages, source.address(), ranges, options.progress()).run(options.parallelism());
        long warmed = 0;
        OptionalLong resident = OptionalLong.of(0);
        for (FileRange range : ranges) {
            warmed += range.bytes();
            OptionalLong more = pages.residentBytes(source.address() + range.offsetBytes(), range.bytes());
            resident =
                    resident.isPresent() && more.isPresent()
                            ? OptionalLong.of(resident.getAsLong() + Math.min(range.bytes(), more.getAsLong()))
                            : OptionalLong.empty();
        }
        if (warmed >= source.sizeBytes()) {
            source.becomeWarm();
        }
        return new WarmupResult(warmed, resident);
    }

    @Override
    public LockResult lock(LockPolicy policy) throws IOException {
        LockResult result =
                whileMapped(
                        "lock",
                        () -> {
                            LockResult locked = lock.lock();
                            warm(List.of(new FileRange(0, locked.lockedBytes())), WarmupOptions.all());
                            return locked;
                        });
        if (result.isComplete()) {
            return result;
        }
        String message =
                "["
                        + source.name()
                        + "] Cannot lock "
                        + result.wantedBytes()
                        + " bytes: the system allowed "
                        + result.lockedBytes()
                        + (result.limitBytes().isPresent()
                                ? "; the limit of this process (RLIMIT_MEMLOCK) is " + result.limitBytes().getAsLong()
                                : "");
        if (policy == LockPolicy.REQUIRED) {
            unlock();
            throw new IOException(message);
        }
        LOGGER.log(System.Logger.Level.WARNING, message);
        return result;
    }

    @Override
    public LockPolicy lockPolicy() {
        return lockPolicy;
    }

    @Override
    public void unlock() throws IOException {
        whileMapped(
                "unlock",
                () -> {
                    lock.unlock();
                    return true;
                });
    }

    @Override
    public void advise(Advice advice) throws IOException {
        whileMapped(
                "advise",
                () -> {
                    pages.advise(source.address(), source.sizeBytes(), advice);
                    return true;
                });
    }

    @Override
    public MappedMemory memory() throws IOException {
        return whileMapped(
                "look at memory",
                () -> {
                    OptionalLong resident = pages.residentBytes(source.address(), source.sizeBytes());
                    return new MappedMemory(
                            source.sizeBytes(),
                            resident.isPresent()
                                    ? OptionalLong.of(Math.min(source.sizeBytes(), resident.getAsLong()))
                                    : resident,
                            lock.lockedBytes());
                });
    }

    /// Does something to the mapping of a store that is open.
    private <T> T whileMapped(String what, Task<T> task) throws IOException {
        table.rowCount(); // refuses if the store is closed, even if results keep the mapping
        source.retain();
        try {
            return task.run();
        } catch (InternalError e) {
            throw new IOException(
                    "["
                            + source.name()
                            + "] Cannot "
                            + what
                            + ": the file was truncated or its storage failed while it was mapped",
                    e);
        } catch (UnsupportedOperationException e) {
            throw new UnsupportedOperationException("[" + source.name() + "] " + e.getMessage(), e);
        } finally {
            source.close();
        }
    }

    @FunctionalInterface
    private interface Task<T> {
        T run();
    }

    @Override
    public Schema physicalSchema() {
        return table.physicalSchema();
    }

    @Override
    public long rowCount() {
        return table.rowCount();
    }

    @Override
    public VectorSchemaRoot fetch(List<String> columns, long[] rowIds) throws IOException {
        return table.fetch(columns, rowIds);
    }

    @Override
    public ArrowReader scan(ScanOptions options) throws IOException {
        return table.scan(options);
    }

    @Override
    public int blockCount() {
        return table.blockCount();
    }

    @Override
    public int blockOf(long rowId) {
        return table.blockOf(rowId);
    }

    @Override
    public long blockFirstRow(int block) {
        return table.blockFirstRow(block);
    }

    @Override
    public StoreStats stats() {
        return table.stats();
    }

    @Override
    public void close() throws IOException {
        table.close();
    }

    @Override
    public String toString() {
        return table.toString();
    }
}

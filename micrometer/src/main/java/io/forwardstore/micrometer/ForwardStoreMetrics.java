package io.forwardstore.micrometer;

import io.forwardstore.ForwardStore;
import io.forwardstore.StoreStats;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;

import java.util.List;
import java.util.function.ToDoubleFunction;

/// What a store has done, as meters whose names begin with `forwardstore.`.
///
/// | meter | type | statistic |
/// |---|---|---|
/// | `forwardstore.fetches` | counter | [StoreStats#fetches] |
/// | `forwardstore.fetched` | counter, rows | [StoreStats#rowsFetched] |
/// | `forwardstore.batches` | counter | [StoreStats#batchesScanned] |
/// | `forwardstore.scanned` | counter, rows | [StoreStats#rowsScanned] |
/// | `forwardstore.shared` | counter, bytes | [StoreStats#bytesShared] |
/// | `forwardstore.copied` | counter, bytes | [StoreStats#bytesCopied] |
/// | `forwardstore.pages` | counter | [StoreStats#pagesRead] |
/// | `forwardstore.read` | counter, bytes | [StoreStats#bytesRead] |
/// | `forwardstore.resident` | gauge, bytes | [StoreStats#residentBytes] |
///
/// **State.** The store, which it does not keep from being collected once it is bound.
///
/// **Threads.** Safe for concurrent calls.
///
/// **Ownership.** The store stays the caller's. Once it is closed, counters keep what they had, and nothing is
/// resident.
///
/// **Failure.** None.
public final class ForwardStoreMetrics implements MeterBinder {
    private static final String ROWS = "rows";

    private final ForwardStore store;
    private final Iterable<Tag> tags;

    private ForwardStoreMetrics(ForwardStore store, Iterable<Tag> tags) {
        this.store = store;
        this.tags = tags;
    }

    /// The meters of a store.
    ///
    /// @param table tells the store from others: the value of the tag `table`
    public static ForwardStoreMetrics of(ForwardStore store, String table) {
        return of(store, List.of(Tag.of("table", table)));
    }

    /// The meters of a store.
    ///
    /// @param tags tell the store from others
    public static ForwardStoreMetrics of(ForwardStore store, Iterable<Tag> tags) {
        return new ForwardStoreMetrics(store, tags);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        LatestStats stats = new LatestStats();
        Counters counters = new Counters(registry, stats);
        counters.add("fetches", "fetches", "Fetches answered", StoreStats::fetches);
        counters.add("fetched", ROWS, "Rows in the answers of fetches", StoreStats::rowsFetched);
        counters.add("batches", "batches", "Batches answered by scans", StoreStats::batchesScanned);
        counters.add("scanned", ROWS, "Rows in the batches of scans", StoreStats::rowsScanned);
        counters.add("shared", BaseUnits.BYTES, "Bytes handed out without a copy", StoreStats::bytesShared);
        counters.add("copied", BaseUnits.BYTES, "Bytes that were copied or decoded", StoreStats::bytesCopied);
        counters.add("pages", "pages", "Pages read, decompressed or decoded", StoreStats::pagesRead);
        counters.add("read", BaseUnits.BYTES, "Bytes of the file that were read for pages", StoreStats::bytesRead);
        Gauge.builder("forwardstore.resident", store, each -> stats.of(each).residentBytes())
                .tags(tags)
                .baseUnit(BaseUnits.BYTES)
                .description("Memory that the store holds now: mapped, resident or pooled")
                .register(registry);
    }

    private final class Counters {
        private final MeterRegistry registry;
        private final LatestStats stats;

        Counters(MeterRegistry registry, LatestStats stats) {
            this.registry = registry;
            this.stats = stats;
        }

        void add(String name, String unit, String description, ToDoubleFunction<StoreStats> value) {
            LatestStats latest = stats; // not this: it would keep the store
            FunctionCounter.builder("forwardstore." + name, store, each -> value.applyAsDouble(latest.of(each)))
                    .tags(tags)
                    .baseUnit(unit)
                    .description(description)
                    .register(registry);
        }
    }
}

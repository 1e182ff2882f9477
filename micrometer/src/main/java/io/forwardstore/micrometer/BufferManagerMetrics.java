package io.forwardstore.micrometer;

import io.forwardstore.bufferpool.BufferManager;
import io.forwardstore.bufferpool.BufferManagerStats;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;

import java.util.List;
import java.util.function.ToDoubleFunction;

/// What a buffer manager holds and has done, as meters whose names begin with `forwardstore.pool.`.
///
/// | meter | type | statistic |
/// |---|---|---|
/// | `forwardstore.pool.budget` | gauge, bytes | [BufferManagerStats#budgetBytes] |
/// | `forwardstore.pool.resident` | gauge, bytes | [BufferManagerStats#residentBytes] |
/// | `forwardstore.pool.used` | gauge, bytes | [BufferManagerStats#usedBytes] |
/// | `forwardstore.pool.cached` | gauge, bytes | [BufferManagerStats#cachedBytes] |
/// | `forwardstore.pool.pinned` | gauge, bytes | [BufferManagerStats#pinnedBytes] |
/// | `forwardstore.pool.free` | gauge, bytes | [BufferManagerStats#freeBytes] |
/// | `forwardstore.pool.fragmentation` | gauge | [BufferManagerStats#fragmentation] |
/// | `forwardstore.pool.hits` | counter | [BufferManagerStats#hits] |
/// | `forwardstore.pool.misses` | counter | [BufferManagerStats#misses] |
/// | `forwardstore.pool.loads` | counter | [BufferManagerStats#loads] |
/// | `forwardstore.pool.evictions` | counter | [BufferManagerStats#evictions] |
/// | `forwardstore.pool.refusals` | counter | [BufferManagerStats#refusals] |
///
/// **State.** The manager, which it does not keep from being collected once it is bound.
///
/// **Threads.** Safe for concurrent calls.
///
/// **Ownership.** The manager stays the caller's.
///
/// **Failure.** None.
public final class BufferManagerMetrics implements MeterBinder {
    private final BufferManager manager;
    private final Iterable<Tag> tags;

    private BufferManagerMetrics(BufferManager manager, Iterable<Tag> tags) {
        this.manager = manager;
        this.tags = tags;
    }

    /// The meters of the manager that serves the process.
    public static BufferManagerMetrics ofGlobal() {
        return of(BufferManager.global(), List.of());
    }

    /// The meters of a manager.
    ///
    /// @param tags tell the manager from others
    public static BufferManagerMetrics of(BufferManager manager, Iterable<Tag> tags) {
        return new BufferManagerMetrics(manager, tags);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        bytes(registry, "budget", "The most memory that it ever takes", BufferManagerStats::budgetBytes);
        bytes(registry, "resident", "Memory taken from the operating system", BufferManagerStats::residentBytes);
        bytes(registry, "used", "Memory in use", BufferManagerStats::usedBytes);
        bytes(registry, "cached", "Memory of pages that may be found again", BufferManagerStats::cachedBytes);
        bytes(registry, "pinned", "Memory that is read or handed out", BufferManagerStats::pinnedBytes);
        bytes(registry, "free", "The rest of the budget", BufferManagerStats::freeBytes);
        gauge("fragmentation", "The part of free memory outside its longest run", BufferManagerStats::fragmentation)
                .register(registry);
        count(registry, "hits", "Pages found in memory", BufferManagerStats::hits);
        count(registry, "misses", "Pages that had to be loaded", BufferManagerStats::misses);
        count(registry, "loads", "Pages loaded", BufferManagerStats::loads);
        count(registry, "evictions", "Pages dropped for others", BufferManagerStats::evictions);
        count(registry, "refusals", "Requests that failed for lack of memory", BufferManagerStats::refusals);
    }

    private void bytes(
            MeterRegistry registry, String name, String description, ToDoubleFunction<BufferManagerStats> value) {
        gauge(name, description, value).baseUnit(BaseUnits.BYTES).register(registry);
    }

    private Gauge.Builder<BufferManager> gauge(
            String name, String description, ToDoubleFunction<BufferManagerStats> value) {
        return Gauge.builder("forwardstore.pool." + name, manager, each -> value.applyAsDouble(each.stats()))
                .tags(tags)
                .description(description);
    }

    private void count(
            MeterRegistry registry, String name, String description, ToDoubleFunction<BufferManagerStats> value) {
        FunctionCounter.builder("forwardstore.pool." + name, manager, each -> value.applyAsDouble(each.stats()))
                .tags(tags)
                .description(description)
                .register(registry);
    }
}

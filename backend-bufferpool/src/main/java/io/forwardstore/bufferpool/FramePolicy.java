package io.forwardstore.bufferpool;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/// Which pages stay: Caffeine's W-TinyLFU, weighed by memory.
///
/// Caffeine lists frames and decides; it is never asked where a page is. It owns one reference to each frame that it
/// lists, and its eviction listener, which runs within the eviction, drops that one: a frame that is pinned lives on.
/// What is pinned or on its way is no business of Caffeine's, so its bound is below the budget by some headroom, and
/// when that does not suffice the coldest unpinned frames are dropped one by one.
final class FramePolicy {
    /// Caffeine weighs in whole numbers of 32 bits: in units, pages may be 8 TiB.
    private static final int WEIGHT_UNIT_BYTES = 4096;

    private static final int HEADROOM_SHARE = 32;

    /// So many hits of a frame Caffeine hears of, then of one in [#TOLD_SHARE]: to tell costs more than to find the
    /// page. What it then thinks too little of may be dropped and loaded again, which costs one miss in so many hits.
    private static final int TOLD_HITS = 256;

    /// A power of two.
    private static final int TOLD_SHARE = 16;

    private final Cache<Frame<?>, Frame<?>> cache;
    private final Policy.Eviction<Frame<?>, Frame<?>> eviction;
    private final long maxBytes;
    private final AtomicLong listedBytes = new AtomicLong();
    private final LongAdder evictions = new LongAdder();

    FramePolicy(long budgetBytes) {
        this.maxBytes = budgetBytes - Math.max(WEIGHT_UNIT_BYTES, budgetBytes / HEADROOM_SHARE);
        this.cache =
                Caffeine.newBuilder()
                        .maximumWeight(maxBytes / WEIGHT_UNIT_BYTES)
                        .weigher((Frame<?> frame, Frame<?> _) -> weight(frame))
                        .evictionListener((frame, _, _) -> onEvicted(Objects.requireNonNull(frame)))
                        // Maintenance is short, and memory is wanted now.
                        .executor(Runnable::run)
                        .build();
        this.eviction = cache.policy().eviction().orElseThrow();
    }

    private static int weight(Frame<?> frame) {
        return Math.toIntExact(Math.ceilDiv(frame.bytes(), (long) WEIGHT_UNIT_BYTES));
    }

    private void onEvicted(Frame<?> frame) {
        countEviction(frame, frame.bytes());
        unlist(frame);
    }

    private void countEviction(Frame<?> frame, long bytes) {
        evictions.increment();
        EvictEvent.commit(frame, bytes);
    }

    private void unlist(Frame<?> frame) {
        listedBytes.addAndGet(-frame.bytes());
        frame.unlist();
    }

    /// True if the policy wants to hear of a hit.
    ///
    /// @param hits of the page, this one included
    static boolean isTold(long hits) {
        return hits <= TOLD_HITS || hits % TOLD_SHARE == 0;
    }

    /// Counts a hit of a frame that the caller has pinned, and hears of it.
    void onHit(Frame<?> frame, Access access) {
        long hits = frame.table().countHit(frame.page());
        if (isTold(hits) || !frame.isListed()) {
            hear(frame, access);
        }
    }

    /// Hears of a hit of a frame that the caller has pinned.
    void hear(Frame<?> frame, Access access) {
        if (frame.isListed()) {
            hearOfListed(frame);
        } else if (!access.isPassing()) {
            admit(frame);
        }
    }

    /// Hears of a hit of a frame that was found listed.
    void hearOfListed(Frame<?> frame) {
        if (isHalfFull()) {
            var _ = cache.getIfPresent(frame);
        }
    }

    /// False while nothing is near eviction: Caffeine would not count hits either.
    boolean isHalfFull() {
        return listedBytes.get() >= maxBytes / 2;
    }

    /// Offers a frame that the caller has pinned; it is listed if Caffeine thinks more of it than of what it would push
    /// out.
    void admit(Frame<?> frame) {
        if (frame.tryList()) {
            listedBytes.addAndGet(frame.bytes());
            cache.put(frame, frame);
            if (frame.table().isClosed()) {
                drop(frame);
            }
        }
    }

    /// Lists a frame if nothing has to go for it.
    void admitIfRoom(Frame<?> frame) {
        if (listedBytes.get() + frame.bytes() <= maxBytes) {
            admit(frame);
        }
    }

    /// Strikes a frame off the list.
    ///
    /// @return false if it was not listed
    boolean drop(Frame<?> frame) {
        if (cache.asMap().remove(frame) == null) {
            return false;
        }
        unlist(frame);
        return true;
    }

    /// Strikes all frames off the list.
    void dropAll() {
        cache.asMap().keySet().forEach(this::drop);
    }

    /// Drops the coldest frames that nobody has pinned, until they make up `bytes`.
    ///
    /// @return true if there was any
    boolean evict(long bytes) {
        List<Frame<?>> victims = eviction.coldest(entries -> victims(entries, bytes));
        boolean isAny = false;
        for (Frame<?> victim : victims) {
            long victimBytes = victim.bytes();
            if (drop(victim)) {
                countEviction(victim, victimBytes);
                isAny = true;
            }
        }
        return isAny;
    }

    private static List<Frame<?>> victims(Stream<Policy.CacheEntry<Frame<?>, Frame<?>>> entries, long bytes) {
        List<Frame<?>> victims = new ArrayList<>();
        Iterator<Policy.CacheEntry<Frame<?>, Frame<?>>> coldestFirst = entries.iterator();
        long sum = 0;
        while (sum < bytes && coldestFirst.hasNext()) {
            Frame<?> frame = coldestFirst.next().getKey();
            if (frame.isEvictable()) {
                victims.add(frame);
                sum += frame.bytes();
            }
        }
        return victims;
    }

    /// The memory of all frames on the list, in bytes.
    long listedBytes() {
        return listedBytes.get();
    }

    long evictions() {
        return evictions.sum();
    }
}

package io.forwardstore.bufferpool;

import java.util.concurrent.atomic.LongAdder;

/// What a manager counts as it goes.
final class Counters {
    /// Hits of pages that are gone, and of callers that waited for a load; frames count their own.
    final LongAdder hits = new LongAdder();

    final LongAdder misses = new LongAdder();
    final LongAdder loads = new LongAdder();
    final LongAdder refusals = new LongAdder();
}

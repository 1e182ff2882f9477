package io.forwardstore.bufferpool;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Throttle;

import org.jspecify.annotations.Nullable;

/// A page that a buffer pool dropped for others.
///
/// A pool that is too small evicts a page for each that it loads, so no more than some are recorded unless the
/// recording says otherwise.
@Name("io.forwardstore.Evict")
@Label("Evict")
@Category("Forward Store")
@Description("A page dropped from a buffer pool to make room")
@StackTrace(false)
@Throttle("100/s")
@SuppressWarnings("UnusedVariable") // Flight Recorder reads the fields
final class EvictEvent extends Event {
    private static final EvictEvent SWITCH = new EvictEvent();

    @Label("Owner")
    @Description("The column and file, or the file, that the page is of")
    private @Nullable String owner;

    @Label("Page")
    private int page;

    @Label("Bytes")
    @Description("Memory of the page")
    @DataAmount
    private long bytes;

    private EvictEvent() {}

    /// Tells of an eviction if somebody records them.
    ///
    /// @param bytes the frame's memory, which may be gone by now
    static void commit(Frame<?> frame, long bytes) {
        if (SWITCH.isEnabled()) {
            EvictEvent event = new EvictEvent();
            if (event.shouldCommit()) {
                event.owner = frame.table().toString();
                event.page = frame.page();
                event.bytes = bytes;
                event.commit();
            }
        }
    }
}

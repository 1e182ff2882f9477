package io.forwardstore.engine.internal.event;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Threshold;

import org.jspecify.annotations.Nullable;

/// A fetch that answered.
@Name("io.forwardstore.Fetch")
@Label("Fetch")
@Category("Forward Store")
@Description("Rows fetched from a table by their ids")
@Threshold("1 ms")
@SuppressWarnings("UnusedVariable") // Flight Recorder reads the fields
public final class FetchEvent extends Event {
    private static final FetchEvent SWITCH = new FetchEvent();

    @Label("File")
    private @Nullable String file;

    @Label("Columns")
    private int columns;

    @Label("Rows")
    private long rows;

    @Label("Bytes")
    @Description("Size of the answer")
    @DataAmount
    private long bytes;

    private FetchEvent() {}

    /// A fetch that begins now, or null if nobody records fetches.
    public static @Nullable FetchEvent start() {
        if (!SWITCH.isEnabled()) {
            return null;
        }
        FetchEvent event = new FetchEvent();
        event.begin();
        return event;
    }

    /// The fetch has answered.
    ///
    /// @param bytes the size of the answer
    public void finish(String file, int columns, long rows, long bytes) {
        end();
        if (shouldCommit()) {
            this.file = file;
            this.columns = columns;
            this.rows = rows;
            this.bytes = bytes;
            commit();
        }
    }
}

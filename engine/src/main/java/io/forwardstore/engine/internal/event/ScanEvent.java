package io.forwardstore.engine.internal.event;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Threshold;

import org.jspecify.annotations.Nullable;

/// A batch of a scan.
@Name("io.forwardstore.Scan")
@Label("Scan")
@Category("Forward Store")
@Description("A batch of rows read by a scan")
@Threshold("1 ms")
@SuppressWarnings("UnusedVariable") // Flight Recorder reads the fields
public final class ScanEvent extends Event {
    private static final ScanEvent SWITCH = new ScanEvent();

    @Label("File")
    private @Nullable String file;

    @Label("Columns")
    private int columns;

    @Label("First Row")
    private long firstRow;

    @Label("Rows")
    private long rows;

    @Label("Shared Bytes")
    @Description("Size of what the batch shares with the table")
    @DataAmount
    private long sharedBytes;

    @Label("Copied Bytes")
    @Description("Size of what was copied or decoded for the batch")
    @DataAmount
    private long copiedBytes;

    private ScanEvent() {}

    /// A batch whose reading begins now, or null if nobody records scans.
    public static @Nullable ScanEvent start() {
        if (!SWITCH.isEnabled()) {
            return null;
        }
        ScanEvent event = new ScanEvent();
        event.begin();
        return event;
    }

    /// The batch is there.
    public void finish(String file, int columns, long firstRow, long rows, long sharedBytes, long copiedBytes) {
        end();
        if (shouldCommit()) {
            this.file = file;
            this.columns = columns;
            this.firstRow = firstRow;
            this.rows = rows;
            this.sharedBytes = sharedBytes;
            this.copiedBytes = copiedBytes;
            commit();
        }
    }
}

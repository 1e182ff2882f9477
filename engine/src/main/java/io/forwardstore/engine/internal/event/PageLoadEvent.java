package io.forwardstore.engine.internal.event;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Threshold;

import org.jspecify.annotations.Nullable;

/// A page that was read and, where it was compressed, decompressed. Pages served as they lie in memory are not loaded.
@Name("io.forwardstore.PageLoad")
@Label("Page Load")
@Category("Forward Store")
@Description("A page read from a file and decompressed")
@Threshold("1 ms")
@SuppressWarnings("UnusedVariable") // Flight Recorder reads the fields
public final class PageLoadEvent extends Event {
    private static final PageLoadEvent SWITCH = new PageLoadEvent();

    @Label("File")
    private @Nullable String file;

    @Label("Column")
    @Description("The page's column; none for pages of bytes")
    private @Nullable String column;

    @Label("Rows")
    @Description("Values of the page; for pages of bytes 0")
    private long rows;

    @Label("Bytes")
    @Description("Size of the page in the file")
    @DataAmount
    private long bytes;

    private PageLoadEvent() {}

    /// A page whose loading begins now, or null if nobody records page loads.
    public static @Nullable PageLoadEvent start() {
        if (!SWITCH.isEnabled()) {
            return null;
        }
        PageLoadEvent event = new PageLoadEvent();
        event.begin();
        return event;
    }

    /// The page is there.
    ///
    /// @param column null if the page is none of a column
    /// @param rows values of the page
    /// @param bytes its size in the file
    public void finish(String file, @Nullable String column, long rows, long bytes) {
        end();
        if (shouldCommit()) {
            this.file = file;
            this.column = column;
            this.rows = rows;
            this.bytes = bytes;
            commit();
        }
    }
}

package io.forwardstore.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A run of bytes of a file.
///
/// @param offsetBytes where it starts
/// @param bytes how long it is
public record FileRange(long offsetBytes, long bytes) {
    /// Where it ends.
    public long endBytes() {
        return offsetBytes + bytes;
    }

    /// From where this one starts to where the later of both ends.
    public FileRange upTo(FileRange next) {
        return new FileRange(offsetBytes, Math.max(endBytes(), next.endBytes()) - offsetBytes);
    }

    /// The pages that hold some ranges: ascending, each page once, neighbours joined.
    ///
    /// @param pageBytes the size of a page
    /// @param fileBytes where the last range ends at the latest
    public static List<FileRange> onPages(List<FileRange> ranges, long pageBytes, long fileBytes) {
        List<FileRange> sorted = new ArrayList<>(ranges);
        sorted.sort(Comparator.comparingLong(FileRange::offsetBytes));
        List<FileRange> pages = new ArrayList<>();
        for (FileRange range : sorted) {
            if (range.bytes() == 0) {
                continue;
            }
            long start = range.offsetBytes() / pageBytes * pageBytes;
            long wanted = Math.min(fileBytes, range.endBytes());
            long end = Math.min(fileBytes, Math.ceilDiv(wanted, pageBytes) * pageBytes);
            FileRange last = pages.isEmpty() ? new FileRange(0, -1) : pages.getLast();
            if (start <= last.endBytes()) {
                pages.removeLast();
                start = last.offsetBytes();
                end = Math.max(end, last.endBytes());
            }
            pages.add(new FileRange(start, end - start));
        }
        return pages;
    }
}

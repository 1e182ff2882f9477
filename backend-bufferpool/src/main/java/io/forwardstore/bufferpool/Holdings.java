package io.forwardstore.bufferpool;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Who holds what of a manager's memory: its loaded pages, and what was handed out.
///
/// **Threads.** Safe for concurrent calls; reports are as exact as the moment is still.
final class Holdings {
    /// Longer reports help nobody.
    private static final int MAX_REPORTED = 12;

    private final LeakTracking tracking;
    private final Hazards hazards;
    private final Set<Frame<?>> frames = ConcurrentHashMap.newKeySet();
    private final Map<Object, Handout> handouts = new ConcurrentHashMap<>();

    Holdings(LeakTracking tracking, Hazards hazards) {
        this.tracking = tracking;
        this.hazards = hazards;
    }

    void add(Frame<?> frame) {
        frames.add(frame);
    }

    void remove(Frame<?> frame) {
        frames.remove(frame);
    }

    /// Notes something that its user has to give back.
    ///
    /// @param handle what stands for it, compared by identity
    /// @param what what to call it
    /// @param bytes memory that it holds beside pages, in bytes
    void handOut(Object handle, String what, long bytes) {
        handouts.put(handle, new Handout(what, bytes, tracking == LeakTracking.ON ? new TakenHere() : null));
    }

    void takeBack(Object handle) {
        handouts.remove(handle);
    }

    boolean isTracking() {
        return tracking == LeakTracking.ON;
    }

    /// Memory of pinned pages and of buffers handed out, in bytes.
    long pinnedBytes() {
        return pinnedFrames().mapToLong(Frame::bytes).sum()
                + handouts.values().stream().mapToLong(Handout::bytes).sum();
    }

    /// Hits of all pages that are in memory.
    long hits() {
        return frames.stream()
                .filter(frame -> frame.equals(frame.table().get(frame.page())))
                .mapToLong(frame -> frame.table().hits(frame.page()))
                .sum();
    }

    private Stream<Frame<?>> pinnedFrames() {
        return frames.stream().filter(frame -> frame.pins() > 0 || hazards.isRead(frame));
    }

    /// What is pinned or handed out, the largest first.
    List<String> report() {
        return Stream.concat(pinnedFrames().map(Line::of), handouts.values().stream().map(Line::of))
                .sorted(Comparator.comparingLong(Line::bytes).reversed())
                .map(Line::text)
                .toList();
    }

    /// The report in a sentence.
    String summary() {
        List<String> lines = report();
        if (lines.isEmpty()) {
            return "nothing is pinned";
        }
        String shown = lines.stream().limit(MAX_REPORTED).collect(Collectors.joining("; "));
        return lines.size() > MAX_REPORTED ? shown + "; and " + (lines.size() - MAX_REPORTED) + " more" : shown;
    }

    /// The places that took what is handed out, for a failure to carry.
    Collection<TakenHere> places() {
        return handouts.values().stream().map(Handout::place).filter(place -> place != null).toList();
    }

    /// @param what what to call it
    /// @param bytes memory that it holds beside pages
    /// @param place who took it, null if not tracked
    private record Handout(String what, long bytes, @Nullable TakenHere place) {}

    private record Line(long bytes, String text) {
        static Line of(Frame<?> frame) {
            return new Line(
                    frame.bytes(),
                    frame
                            + " ("
                            + frame.bytes()
                            + " bytes, "
                            + frame.pins()
                            + (frame.pins() == 1 ? " pin)" : " pins)"));
        }

        static Line of(Handout handout) {
            TakenHere place = handout.place();
            String size = handout.bytes() == 0 ? "" : " (" + handout.bytes() + " bytes)";
            return new Line(handout.bytes(), handout.what() + size + (place == null ? "" : " taken " + place.where()));
        }
    }

    /// Where something was taken: a stack trace.
    static final class TakenHere extends Throwable {
        private static final long serialVersionUID = 1L;
        private static final String OWN_PACKAGE = Holdings.class.getPackageName() + ".";

        TakenHere() {
            super("taken here, by thread " + Thread.currentThread());
        }

        /// The first caller outside this package's main classes.
        String where() {
            return Stream.of(getStackTrace())
                    .filter(frame ->
                            !frame.getClassName().startsWith(OWN_PACKAGE) || frame.getClassName().endsWith("Test"))
                    .findFirst()
                    .map(frame -> "at " + frame)
                    .orElse("at an unknown place");
        }
    }
}

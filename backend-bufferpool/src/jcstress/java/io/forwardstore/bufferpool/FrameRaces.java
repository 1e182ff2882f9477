package io.forwardstore.bufferpool;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

import java.util.Objects;

/// Pins, reads without pins, listing and eviction of one frame, raced against each other by jcstress.
///
/// ```sh
/// mvn -Dquick -Pjcstress -pl backend-bufferpool -am verify -DskipTests
/// ```
public final class FrameRaces {
    private static final BufferManager MANAGER = BufferManager.of(64 << 10);

    /// What a reader found: nothing, a page whose memory is its own, or one whose memory is gone.
    private static final int MISSED = 0;

    private static final int READ = 1;
    private static final int GONE = -1;

    private FrameRaces() {}

    /// A loaded frame that the policy lists and nobody pins.
    private static class ListedFrame {
        final PageTable<Object> table = new PageTable<>(MANAGER, "raced", 1, 1, (page, memory) -> new Object());
        final Frame<Object> frame = new Frame<>(table.frames(), 0, false);
        volatile int freed;

        ListedFrame() {
            LoadScope memory = new LoadScope(MANAGER, Patience.NONE);
            memory.onClose(() -> freed++);
            table.frames().install(frame);
            frame.complete(new Object(), memory);
            frame.tryList();
            frame.unpin();
        }

        int pinAndUnpin() {
            if (!frame.tryPin()) {
                return MISSED;
            }
            int seen = freed == 0 ? READ : GONE;
            frame.unpin();
            return seen;
        }

        int readWithoutPin() {
            HazardSlot slot = Objects.requireNonNull(MANAGER.hazards().take());
            boolean isFound = slot.read(table, new int[] {0}, 1, Access.MORE_SCAN, new Object[1]);
            int seen = isFound ? (freed == 0 ? READ : GONE) : MISSED;
            slot.run();
            return seen;
        }

        void evict() {
            frame.unlist();
        }
    }

    /// A pin and an eviction: the memory is freed once, and not under the reader.
    @JCStressTest
    @Outcome(
            id = {"0, 1", "1, 1"},
            expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN)
    @State
    public static class PinAndEvict extends ListedFrame {
        @Actor
        public void reader(II_Result result) {
            result.r1 = pinAndUnpin();
        }

        @Actor
        public void evictor() {
            evict();
        }

        @Arbiter
        public void end(II_Result result) {
            result.r2 = freed;
        }
    }

    /// A read without a pin and an eviction.
    @JCStressTest
    @Outcome(
            id = {"0, 1", "1, 1"},
            expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN)
    @State
    public static class ReadAndEvict extends ListedFrame {
        @Actor
        public void reader(II_Result result) {
            result.r1 = readWithoutPin();
        }

        @Actor
        public void evictor() {
            evict();
        }

        @Arbiter
        public void end(II_Result result) {
            result.r2 = freed;
        }
    }

    /// Two reads without pins and an eviction: whoever comes last frees, and nobody frees twice.
    @JCStressTest
    @Outcome(
            id = {"0, 0, 1", "0, 1, 1", "1, 0, 1", "1, 1, 1"},
            expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN)
    @State
    public static class TwoReadsAndEvict extends ListedFrame {
        @Actor
        public void reader(III_Result result) {
            result.r1 = readWithoutPin();
        }

        @Actor
        public void other(III_Result result) {
            result.r2 = readWithoutPin();
        }

        @Actor
        public void evictor() {
            evict();
        }

        @Arbiter
        public void end(III_Result result) {
            result.r3 = freed;
        }
    }

    /// A pin, a read without one, and an eviction.
    @JCStressTest
    @Outcome(
            id = {"0, 0, 1", "0, 1, 1", "1, 0, 1", "1, 1, 1"},
            expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN)
    @State
    public static class PinReadAndEvict extends ListedFrame {
        @Actor
        public void reader(III_Result result) {
            result.r1 = readWithoutPin();
        }

        @Actor
        public void pinner(III_Result result) {
            result.r2 = pinAndUnpin();
        }

        @Actor
        public void evictor() {
            evict();
        }

        @Arbiter
        public void end(III_Result result) {
            result.r3 = freed;
        }
    }

    /// Two loaders of one page: one loads, the other gets that frame.
    @JCStressTest
    @Outcome(
            id = {"1, 0, 2", "0, 1, 2"},
            expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN)
    @State
    public static class TwoLoaders {
        private final PageFrames<Integer> frames = new PageFrames<>(MANAGER, "raced", 1, 1);

        private int install() {
            Frame<Integer> fresh = new Frame<>(frames, 0, false);
            return frames.install(fresh).equals(fresh) ? 1 : 0;
        }

        @Actor
        public void one(III_Result result) {
            result.r1 = install();
        }

        @Actor
        public void other(III_Result result) {
            result.r2 = install();
        }

        @Arbiter
        public void end(III_Result result) {
            result.r3 = Objects.requireNonNull(frames.get(0)).pins();
        }
    }

    /// A claim that is given up and another: the second gets the page, or finds it claimed and holds nothing of it.
    @JCStressTest
    @Outcome(
            id = {"1, 1, 1", "1, 0, 0", "0, 1, 1"},
            expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN)
    @State
    public static class ClaimAndAbandon {
        private final PageTable<Integer> table = new PageTable<>(MANAGER, "raced", 1, 1, (page, memory) -> 1);

        @Actor
        public void one(III_Result result) {
            Frame<Integer> claimed = table.claim(0);
            if (claimed != null) {
                table.abandon(claimed);
                result.r1 = 1;
            }
        }

        @Actor
        public void other(III_Result result) {
            result.r2 = table.claim(0) == null ? 0 : 1;
        }

        @Arbiter
        public void end(III_Result result) {
            Frame<Integer> frame = table.frames().get(0);
            result.r3 = frame == null ? 0 : frame.pins();
        }
    }

    /// Two threads that list a frame: one does, with one reference.
    @JCStressTest
    @Outcome(
            id = {"1, 0, 2", "0, 1, 2"},
            expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN)
    @State
    public static class TwoListings {
        private final PageFrames<Integer> frames = new PageFrames<>(MANAGER, "raced", 1, 1);
        private final Frame<Integer> frame = new Frame<>(frames, 0, false);

        @Actor
        public void one(III_Result result) {
            result.r1 = frame.tryList() ? 1 : 0;
        }

        @Actor
        public void other(III_Result result) {
            result.r2 = frame.tryList() ? 1 : 0;
        }

        @Arbiter
        public void end(III_Result result) {
            result.r3 = frame.pins() + (frame.isListed() ? 1 : 0);
        }
    }
}

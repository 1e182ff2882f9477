package io.forwardstore.bufferpool;

import io.forwardstore.engine.FileRange;
import io.forwardstore.engine.FileSource;
import io.forwardstore.engine.internal.array.MalformedPageException;

import org.apache.arrow.memory.OutOfMemoryException;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// Loads missing pages stretch by stretch, some stretches at a time.
///
/// # Why a page is still read once, and nobody waits in a circle
///
/// Before a stretch is read, its pages are *claimed*: a frame is put in place for each, which others then wait for. A
/// page where another's frame is already is left to that one. Whoever has claims waits for nobody's frames and for no
/// memory until each of them is loaded or abandoned; he may wait to enter the [LoadGate], but those inside wait for
/// nothing either. Only when all stretches are done does the fetch wait for what others are loading.
///
/// # What goes wrong
///
/// A page that cannot be loaded here is asked for once more on its own, see [MissingPage#deliver]: so a fault fails
/// those who want the page that has it and nobody else. When memory runs out no further stretch is begun.
///
/// **Threads.** One; uses virtual ones, none of which is at work any more when [#run] returns. **Ownership.** The pages
/// hold the pins of what was loaded.
final class StretchLoads {
    /// Enough to keep a disk busy; how many loads of all fetches run at a time is the [LoadGate]'s.
    private static final int MAX_THREADS = 4;

    private final FileSource source;
    private final BufferManager manager;
    private final List<List<MissingPage>> stretches;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /// @param source the file, without windows
    /// @param stretches pages that are read at once, in the file's order
    StretchLoads(FileSource source, BufferManager manager, List<List<MissingPage>> stretches) {
        this.source = source;
        this.manager = manager;
        this.stretches = stretches;
    }

    /// Loads what can be loaded.
    void run() {
        List<Helper> helpers = new ArrayList<>(MAX_THREADS);
        try {
            while (helpers.size() + 1 < Math.min(MAX_THREADS, stretches.size())) {
                Helper helper = new Helper();
                helpers.add(helper);
                Thread.ofVirtual().name("forwardstore-fetch-load").start(helper);
            }
            loadAll();
        } finally {
            helpers.forEach(Helper::finish);
        }
        switch (failure.get()) {
            case null -> {}
            case Error e -> throw e;
            case RuntimeException e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }

    private void loadAll() {
        try {
            for (int i = next.getAndIncrement(); i < stretches.size(); i = next.getAndIncrement()) {
                load(stretches.get(i));
            }
        } catch (OutOfMemoryException _) {
            next.set(stretches.size());
        } catch (Throwable e) {
            next.set(stretches.size());
            failure.compareAndSet(null, e);
        }
    }

    private void load(List<MissingPage> stretch) {
        List<MissingPage> claimed = new ArrayList<>(stretch.size());
        try {
            for (MissingPage page : stretch) {
                if (page.claim()) {
                    claimed.add(page);
                }
            }
            if (!claimed.isEmpty()) {
                manager.gate().enter();
                try {
                    loadClaimed(claimed);
                } finally {
                    manager.gate().exit();
                }
            }
        } finally {
            stretch.forEach(MissingPage::abandon);
        }
    }

    private void loadClaimed(List<MissingPage> pages) {
        FileRange first = pages.getFirst().range();
        FileRange last = pages.getLast().range();
        if (pages.size() == 1 || first == null || last == null) {
            pages.forEach(StretchLoads::loadPage);
            return;
        }
        try (Stretch stretch = new Stretch(source, first.upTo(last), manager)) {
            ScopedValue.where(WindowedSource.WINDOW, stretch).run(() -> pages.forEach(StretchLoads::loadPage));
        }
    }

    private static void loadPage(MissingPage page) {
        try {
            page.load();
        } catch (IOException | MalformedPageException _) {
            // Whoever asks for this page will hear of it.
        }
    }

    /// A thread that loads along, if it comes to it.
    private final class Helper implements Runnable {
        private final AtomicBoolean begun = new AtomicBoolean();
        private final CountDownLatch ended = new CountDownLatch(1);

        @Override
        public void run() {
            if (begun.compareAndSet(false, true)) {
                try {
                    loadAll();
                } finally {
                    ended.countDown();
                }
            }
        }

        /// Waits until it has done what it began; one that has not begun will not.
        void finish() {
            if (!begun.compareAndSet(false, true)) {
                Waits.await(ended);
            }
        }
    }
}

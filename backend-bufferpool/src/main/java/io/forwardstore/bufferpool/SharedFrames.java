package io.forwardstore.bufferpool;

import java.util.HashMap;
import java.util.Map;

/// The frames of columns and files that are open, by what they are: who opens a file that is open already finds its
/// pages, and who opens one that was replaced or changed does not.
///
/// Frames go with their last user.
///
/// **Threads.** Safe for concurrent calls.
final class SharedFrames {
    private final BufferManager manager;
    private final Map<Key, Entry> entries = new HashMap<>();

    SharedFrames(BufferManager manager) {
        this.manager = manager;
    }

    /// A way to pages that are shared with all who ask for the same key.
    ///
    /// @param name what the pages belong to, where they are not known yet
    /// @param loader how this user loads them
    <T> PageTable<T> open(Key key, Class<T> type, String name, int pageCount, PageLoader<T> loader) {
        Entry entry;
        synchronized (this) {
            entry =
                    entries.computeIfAbsent(
                            key, each -> new Entry(type, new PageFrames<T>(manager, name, each.hashCode(), pageCount)));
            entry.users++;
        }
        return new PageTable<>(entry.frames(type), loader, () -> release(key, entry));
    }

    private void release(Key key, Entry entry) {
        synchronized (this) {
            entry.users--;
            if (entry.users > 0) {
                return;
            }
            entries.remove(key);
        }
        entry.frames.close();
    }

    /// What makes pages the same.
    ///
    /// @param file the file and its state
    /// @param part what of the file, and how it is shown
    record Key(FileIdentity file, Object part) {}

    private static final class Entry {
        private final Class<?> type;
        private final PageFrames<?> frames;
        private int users;

        Entry(Class<?> type, PageFrames<?> frames) {
            this.type = type;
            this.frames = frames;
        }

        @SuppressWarnings("unchecked") // Keys hold the type of content.
        <T> PageFrames<T> frames(Class<T> wanted) {
            if (!type.equals(wanted)) {
                throw new IllegalStateException("Cannot share pages of " + type + " as " + wanted);
            }
            return (PageFrames<T>) frames;
        }
    }
}

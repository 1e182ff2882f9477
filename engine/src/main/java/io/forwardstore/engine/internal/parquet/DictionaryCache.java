package io.forwardstore.engine.internal.parquet;

import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.memory.Memory;
import io.forwardstore.engine.internal.parquet.decode.DictionaryValues;
import io.forwardstore.engine.internal.store.AllocatorScope;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/// Keeps the dictionaries of one file's column chunks between fetches, up to a budget.
///
/// **State.** The dictionaries used last. **Threads.** Safe for concurrent calls.
///
/// **Ownership.** A dictionary is freed when it is neither kept nor used; readers use it until their scope closes.
final class DictionaryCache implements AutoCloseable {
    private final long budgetBytes;
    private final Map<LeafChunk, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long keptBytes;

    DictionaryCache(long budgetBytes) {
        this.budgetBytes = budgetBytes;
    }

    /// A chunk's dictionary, null if it has none; valid until the scope closes.
    @Nullable DictionaryValues get(LeafChunk chunk, PageScope scope) throws IOException {
        if (chunk.pages().dictionaryBytes() == 0) {
            return null;
        }
        // A fault that is on its way must not surface between taking a dictionary and handing it to the scope.
        Memory.awaitFaults();
        Entry entry = kept(chunk);
        if (entry == null) {
            entry = keep(chunk, load(chunk));
        }
        scope.onClose(entry::release);
        return entry.values;
    }

    /// The memory that kept dictionaries hold.
    synchronized long keptBytes() {
        return keptBytes;
    }

    private synchronized @Nullable Entry kept(LeafChunk chunk) {
        Entry entry = entries.get(chunk);
        if (entry != null) {
            entry.users++;
        }
        return entry;
    }

    private Entry load(LeafChunk chunk) throws IOException {
        AllocatorScope memory = chunk.file().newScope();
        try {
            DictionaryValues values = PageReader.openDictionary(chunk, memory);
            Memory.awaitFaults();
            return new Entry(values, memory);
        } catch (Throwable e) {
            memory.close();
            throw e;
        }
    }

    /// Keeps a loaded dictionary, or takes the one that another thread was first to keep.
    private synchronized Entry keep(LeafChunk chunk, Entry loaded) {
        Entry known = entries.get(chunk);
        if (known != null) {
            loaded.memory.close();
            known.users++;
            return known;
        }
        loaded.users = 1;
        if (loaded.bytes <= budgetBytes) {
            loaded.users++;
            keptBytes += loaded.bytes;
            entries.put(chunk, loaded);
            shrink();
        }
        return loaded;
    }

    private void shrink() {
        Iterator<Entry> oldest = entries.values().iterator();
        while (keptBytes > budgetBytes) {
            Entry entry = oldest.next();
            oldest.remove();
            keptBytes -= entry.bytes;
            entry.release();
        }
    }

    @Override
    public synchronized void close() {
        entries.values().forEach(Entry::release);
        entries.clear();
        keptBytes = 0;
    }

    /// One dictionary. Its users are the readers, and the cache while it keeps it.
    private final class Entry {
        private final DictionaryValues values;
        private final AllocatorScope memory;
        private final long bytes;
        private int users;

        Entry(DictionaryValues values, AllocatorScope memory) {
            this.values = values;
            this.memory = memory;
            this.bytes = memory.allocatedBytes();
        }

        void release() {
            synchronized (DictionaryCache.this) {
                users--;
                if (users == 0) {
                    memory.close();
                }
            }
        }
    }
}

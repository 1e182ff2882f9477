package io.forwardstore.engine.internal.ipc.write;

import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.array.VectorArrays;
import io.forwardstore.engine.internal.array.build.ArrayBuilder;
import io.forwardstore.engine.internal.array.build.IndexShifts;
import io.forwardstore.engine.internal.memory.Memory;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.pojo.Field;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The dictionaries of a file in the making.
///
/// The format has one dictionary an id for the whole file, and lets it stand behind the batches that use it. Batches
/// may come with dictionaries that grow or change: one that continues the values held so far adds its new ones; any
/// other goes behind them, and the batch's indices are moved.
///
/// **State.** Values by id, and by how much the indices of the current batch move. **Threads.** One at a time.
/// **Ownership.** Owns copies of all values until [#close].
final class DictionaryStore implements AutoCloseable {
    private final DictionaryProvider provider;
    private final IndexShifts shifts = new IndexShifts();
    private final Map<Long, Values> dictionaries = new LinkedHashMap<>();

    /// @throws IllegalArgumentException if the provider lacks a dictionary that a field names
    DictionaryStore(List<Field> fields, DictionaryProvider provider, BufferAllocator allocator) {
        this.provider = provider;
        fields.forEach(field -> add(field, allocator));
    }

    /// Inner dictionaries come first, so that their shifts are known when outer values are copied.
    private void add(Field field, BufferAllocator allocator) {
        field.getChildren().forEach(child -> add(child, allocator));
        if (field.getDictionary() == null || dictionaries.containsKey(field.getDictionary().getId())) {
            return;
        }
        long id = field.getDictionary().getId();
        Field valueField = lookup(id, field.getName()).getVector().getField();
        valueField.getChildren().forEach(child -> add(child, allocator));
        dictionaries.put(id, new Values(valueField, allocator, shifts));
    }

    private Dictionary lookup(long id, String column) {
        Dictionary dictionary = provider.lookup(id);
        if (dictionary == null) {
            throw new IllegalArgumentException(
                    "Cannot write column '" + column + "': there is no dictionary with id " + id);
        }
        return dictionary;
    }

    /// How indices move while a batch is copied.
    IndexShifts shifts() {
        return shifts;
    }

    /// Takes the dictionaries as they are for the next batch.
    void update() {
        dictionaries.forEach(
                (id, values) -> shifts.set(id, values.update(VectorArrays.of(lookup(id, "").getVector()))));
    }

    /// Takes dictionaries.
    interface Sink {
        /// Takes the values of the dictionary with an id.
        void accept(long id, BatchBody values) throws IOException;
    }

    /// Gives every dictionary to a sink, inner ones before those that use them.
    void forEach(Sink sink) throws IOException {
        for (Map.Entry<Long, Values> entry : dictionaries.entrySet()) {
            sink.accept(entry.getKey(), entry.getValue().body());
        }
    }

    @Override
    public void close() {
        dictionaries.values().forEach(Values::close);
    }

    /// One dictionary's values.
    private static final class Values implements AutoCloseable {
        private final Field field;
        private final ArrayBuilder values;
        private final ArrayBuilder candidate;
        private final BufferAllocator allocator;
        private int batchStart;

        Values(Field field, BufferAllocator allocator, IndexShifts shifts) {
            this.field = field;
            this.allocator = allocator;
            this.values = ArrayBuilder.of(field, allocator, shifts);
            this.candidate = ArrayBuilder.of(field, allocator, shifts);
        }

        /// Adds what is new.
        ///
        /// @return where the dictionary's values begin among all
        int update(ArrayData dictionary) {
            int known = values.length() - batchStart;
            if (!isContinuation(dictionary, Math.min(known, dictionary.length()))) {
                batchStart = values.length();
                known = 0;
            }
            if (dictionary.length() > known) {
                values.append(dictionary, known, dictionary.length() - known);
            }
            return batchStart;
        }

        /// True if the first values are those that the last dictionary began with.
        private boolean isContinuation(ArrayData dictionary, int count) {
            candidate.clear();
            candidate.append(dictionary, 0, count);
            try (ArrayBuilder held = ArrayBuilder.of(field, allocator, new IndexShifts())) {
                held.append(values.build(), batchStart, count);
                return isSame(bodyOf(candidate), bodyOf(held));
            }
        }

        private static boolean isSame(BatchBody left, BatchBody right) {
            if (!left.nodes().equals(right.nodes()) || left.buffers().size() != right.buffers().size()) {
                return false;
            }
            for (int i = 0; i < left.buffers().size(); i++) {
                BatchBody.Span a = left.buffers().get(i);
                BatchBody.Span b = right.buffers().get(i);
                if (a.bytes() != b.bytes()
                        || Memory.asSegment(a.address(), a.bytes()).mismatch(Memory.asSegment(b.address(), b.bytes()))
                                >= 0) {
                    return false;
                }
            }
            return true;
        }

        private BatchBody bodyOf(ArrayBuilder builder) {
            return BatchBody.of(builder.length(), List.of(field), List.of(builder.build()));
        }

        BatchBody body() {
            return bodyOf(values);
        }

        @Override
        public void close() {
            values.close();
            candidate.close();
        }
    }
}

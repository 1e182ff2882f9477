package io.forwardstore.engine.internal.ipc;

import io.forwardstore.engine.FileRange;
import io.forwardstore.engine.FileSource;
import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.array.Gatherer;
import io.forwardstore.engine.internal.array.MalformedPageException;
import io.forwardstore.engine.internal.array.NullArrays;
import io.forwardstore.engine.internal.array.Selection;
import io.forwardstore.engine.internal.array.Sources;
import io.forwardstore.engine.internal.array.StoredFields;
import io.forwardstore.engine.internal.memory.Memory;

import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The dictionaries of a file: read when first asked for and kept until the file is closed.
///
/// A dictionary has versions: in a stream, values may be replaced or added between record batches.
///
/// **Threads.** Safe for concurrent calls; the first of them reads while the others wait.
final class Dictionaries {
    private final FileSource source;
    private final PageScope scope;
    private final Map<Long, Field> fileFields = new HashMap<>();
    private final Map<Long, List<Version>> versions = new HashMap<>();
    private final Set<Version> loading = new HashSet<>();

    /// @param scope for values that must be copied; as long as the file is open
    Dictionaries(FileSource source, IpcStructure structure, PageScope scope) throws IOException {
        this.source = source;
        this.scope = scope;
        Corrupt corrupt = new Corrupt(source.name());
        for (Field field : structure.schema().getFields()) {
            collect(field, corrupt);
        }
        for (IpcStructure.DictionaryMessage message : structure.dictionaryBatches()) {
            add(message, corrupt);
        }
    }

    private void collect(Field field, Corrupt corrupt) throws IOException {
        if (field.getDictionary() != null) {
            Field values = new Field("values", FieldType.nullable(field.getType()), field.getChildren());
            Field known = fileFields.putIfAbsent(field.getDictionary().getId(), values);
            if (known != null && !known.equals(values)) {
                throw corrupt.at(
                        0,
                        "expected values of one type in dictionary "
                                + field.getDictionary().getId()
                                + ", found "
                                + known.getType()
                                + " and "
                                + values.getType());
            }
        }
        for (Field child : field.getChildren()) {
            collect(child, corrupt);
        }
    }

    private void add(IpcStructure.DictionaryMessage message, Corrupt corrupt) throws IOException {
        long offset = message.metadata().block().offsetBytes();
        Field values = fileFields.get(message.id());
        if (values == null) {
            throw corrupt.at(offset, "expected a dictionary of the schema, found id " + message.id());
        }
        try {
            Batch.check(message.metadata(), List.of(values), null);
        } catch (MalformedPageException e) {
            throw corrupt.at(e.fileOffsetBytes(), String.valueOf(e.getMessage()), e);
        }
        List<Version> known = versions.computeIfAbsent(message.id(), id -> new ArrayList<>(1));
        Version last = known.isEmpty() ? null : known.getLast();
        if (!message.delta()) {
            if (last != null && last.firstBatch == message.firstBatch()) {
                throw corrupt.at(offset, "expected dictionary " + message.id() + " once, found a replacement");
            }
            known.add(new Version(message.firstBatch(), List.of(message.metadata())));
            return;
        }
        List<BatchMetadata> parts = new ArrayList<>(last == null ? List.of() : last.parts);
        parts.add(message.metadata());
        if (last != null && last.firstBatch == message.firstBatch()) {
            known.removeLast();
        }
        known.add(new Version(message.firstBatch(), parts));
    }

    /// Adds where the dictionaries lie.
    void addRanges(List<FileRange> ranges) {
        for (List<Version> known : versions.values()) {
            for (Version version : known) {
                for (BatchMetadata part : version.parts) {
                    part.addRanges(0, part.bufferCount(), ranges);
                }
            }
        }
    }

    /// True if no dictionary changes between record batches.
    boolean areStable() {
        return versions.values().stream().allMatch(known -> known.size() == 1);
    }

    /// The field of a dictionary's values, as it is stored.
    ///
    /// @throws IllegalArgumentException if there is no such dictionary
    Field valueField(long id) {
        return NarrowDecimals.widened(fileField(id));
    }

    private Field fileField(long id) {
        Field field = fileFields.get(id);
        if (field == null) {
            throw new IllegalArgumentException("[" + source.name() + "] No dictionary " + id);
        }
        return field;
    }

    /// A dictionary's values, as they are for a record batch.
    synchronized ArrayData values(long id, int batch) throws IOException {
        Version version = version(id, batch);
        if (version == null) {
            // A dictionary of a batch without values may be left out.
            return NullArrays.of(valueField(id), 0, scope);
        }
        ArrayData values = version.values;
        if (values == null) {
            if (!loading.add(version)) {
                throw new MalformedPageException(
                        version.parts.getFirst().block().offsetBytes(),
                        "expected a dictionary that is not its own part");
            }
            try {
                values = load(id, version, batch);
                Memory.awaitFaults();
                version.values = values;
            } finally {
                loading.remove(version);
            }
        }
        return values;
    }

    private @Nullable Version version(long id, int batch) {
        Version found = null;
        for (Version version : versions.getOrDefault(id, List.of())) {
            if (version.firstBatch <= batch) {
                found = version;
            }
        }
        return found;
    }

    private ArrayData load(long id, Version version, int batch) throws IOException {
        Field field = fileField(id);
        Sources sources = new Sources();
        Selection selection = new Selection();
        for (BatchMetadata part : version.parts) {
            BatchReader reader =
                    new BatchReader(part, new BatchBuffers(source, part, scope), inner -> values(inner, batch));
            ArrayData values = reader.read(field, part.rowCount());
            BatchReader.checkRunEnds(field, values);
            selection.addRun(sources.count(), 0, part.rowCount());
            sources.add(values);
        }
        if (sources.count() == 1) {
            return sources.get(0);
        }
        Gatherer gatherer = Gatherer.of(StoredFields.indices(valueField(id)));
        ArrayData joined = gatherer.write(scope.allocate(gatherer.measure(sources, selection, scope)));
        return withDictionariesOf(sources.get(0), joined);
    }

    /// Gives the parts of a copy the dictionaries of the original's.
    static ArrayData withDictionariesOf(ArrayData original, ArrayData copy) {
        ArrayData dictionary = original.dictionary();
        if (dictionary != null) {
            return copy.withDictionary(dictionary);
        }
        for (int i = 0; i < copy.children().length; i++) {
            copy.children()[i] = withDictionariesOf(original.children()[i], copy.children()[i]);
        }
        return copy;
    }

    private static final class Version {
        private final int firstBatch;
        private final List<BatchMetadata> parts;
        private @Nullable ArrayData values;

        Version(int firstBatch, List<BatchMetadata> parts) {
            this.firstBatch = firstBatch;
            this.parts = parts;
        }
    }
}

package io.forwardstore.engine.internal.array;

import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.memory.Memory;

import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

import java.util.Objects;

/// Gathers dictionary-encoded values decoded: the selected indices become a selection over the dictionaries.
final class DictionaryGatherer extends Gatherer {
    private final ArrowType.Int indexType;
    private final Field valueField;
    private final Gatherer values;
    private final Sources dictionaries = new Sources();
    private final Selection dictionarySelection = new Selection();

    /// @param valueField the stored field, whose type is that of the dictionary's values
    DictionaryGatherer(ArrowType.Int indexType, Field valueField, Gatherer values) {
        this.indexType = indexType;
        this.valueField = valueField;
        this.values = values;
    }

    @Override
    boolean writesValidity() {
        return false;
    }

    @Override
    long measureValues(PageScope scope) {
        dictionaries.clear();
        for (int i = 0; i < sources().count(); i++) {
            dictionaries.add(Objects.requireNonNull(sources().get(i).dictionary()));
        }
        dictionarySelection.clear();
        dictionarySelection.ensureCapacity(length());
        int nullSource = -1;
        for (int run = 0; run < selection().runs(); run++) {
            int from = selection().sources()[run];
            int start = selection().starts()[run];
            for (int i = 0; i < selection().lengths()[run]; i++) {
                if (isNullable() && isNull(from, start + i)) {
                    if (nullSource < 0) {
                        nullSource = dictionaries.count();
                        dictionaries.add(NullArrays.ofValues(valueField, 1, scope));
                    }
                    dictionarySelection.add(nullSource, 0);
                } else {
                    dictionarySelection.add(from, checkedIndex(from, start + i));
                }
            }
        }
        return values.measure(dictionaries, dictionarySelection, scope);
    }

    private int checkedIndex(int from, int at) {
        ArrayData source = sources().get(from);
        long index = index(source, indexType, at);
        String problem = problemOf(source, index, at);
        if (problem != null) {
            throw malformed(from, problem);
        }
        return (int) index;
    }

    /// What is wrong with an index, or null.
    static @Nullable String problemOf(ArrayData source, ArrowType.Int indexType, int at) {
        return problemOf(source, index(source, indexType, at), at);
    }

    private static @Nullable String problemOf(ArrayData source, long index, int at) {
        int size = Objects.requireNonNull(source.dictionary()).length();
        return index >= 0 && index < size
                ? null
                : "expected a dictionary index below "
                        + size
                        + ", found "
                        + index
                        + " for value "
                        + at
                        + " of the page";
    }

    private static long index(ArrayData source, ArrowType.Int type, int at) {
        long buffer = source.buffer1();
        return switch (type.getBitWidth()) {
            case 8 -> {
                byte index = Memory.getByte(buffer + at);
                yield type.getIsSigned() ? index : Byte.toUnsignedInt(index);
            }
            case 16 -> {
                short index = Memory.getShort(buffer + 2L * at);
                yield type.getIsSigned() ? index : Short.toUnsignedInt(index);
            }
            case 32 -> {
                int index = Memory.getInt(buffer + 4L * at);
                yield type.getIsSigned() ? index : Integer.toUnsignedLong(index);
            }
            default -> Memory.getLong(buffer + 8L * at);
        };
    }

    @Override
    ArrayData writeValues(int length, int nullCount, long validity, long address) {
        return values.write(address);
    }
}

package io.forwardstore.memory;

import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.array.ArrayChecks;
import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.array.Gatherer;
import io.forwardstore.engine.internal.array.Selection;
import io.forwardstore.engine.internal.array.Sources;
import io.forwardstore.engine.internal.array.StoredFields;
import io.forwardstore.engine.internal.array.VectorArrays;

import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.util.DictionaryUtility;

import java.util.HashSet;
import java.util.List;

/// Reads dictionary-encoded vectors as their values.
///
/// @param dictionaries the dictionaries by id
/// @param scope for the values
record DictionaryDecoder(DictionaryProvider dictionaries, PageScope scope) implements BatchColumns.VectorReader {
    @Override
    public Field valueField(FieldVector vector) {
        return hasDictionary(vector.getField()) ? StoredFields.decoded(storedField(vector)) : vector.getField();
    }

    private Field storedField(FieldVector vector) {
        return DictionaryUtility.toMessageFormat(vector.getField(), dictionaries, new HashSet<>());
    }

    private static boolean hasDictionary(Field field) {
        return field.getDictionary() != null || field.getChildren().stream().anyMatch(DictionaryDecoder::hasDictionary);
    }

    @Override
    public ArrayData read(FieldVector vector) {
        ArrayData array = VectorArrays.of(vector);
        if (!hasDictionary(vector.getField())) {
            return array;
        }
        Field stored = storedField(vector);
        ArrayData encoded = withDictionaries(vector.getField(), array);
        ArrayChecks.check(stored, encoded);
        Sources sources = new Sources();
        sources.add(encoded);
        Selection selection = new Selection();
        selection.addRun(0, 0, encoded.length());
        Gatherer gatherer = Gatherer.of(stored);
        return gatherer.write(scope.allocate(gatherer.measure(sources, selection, scope)));
    }

    private ArrayData withDictionaries(Field field, ArrayData array) {
        if (field.getDictionary() != null) {
            Dictionary dictionary = dictionaries.lookup(field.getDictionary().getId());
            if (dictionary == null) {
                throw new IllegalArgumentException(
                        "column '" + field.getName() + "' has no dictionary " + field.getDictionary().getId());
            }
            FieldVector values = dictionary.getVector();
            return array.withDictionary(withDictionaries(values.getField(), VectorArrays.of(values)));
        }
        List<Field> children = field.getChildren();
        for (int i = 0; i < array.children().length; i++) {
            array.children()[i] = withDictionaries(children.get(i), array.children()[i]);
        }
        return array;
    }
}

package io.forwardstore.engine.internal.array;

import org.apache.arrow.vector.types.pojo.Field;

import java.util.List;

/// Picks the gatherer for a field.
final class Gatherers {
    private Gatherers() {}

    static Gatherer of(Field field) {
        Gatherer values = of(field, Layout.of(field));
        return field.getDictionary() == null
                ? values
                : new DictionaryGatherer(StoredFields.indexType(field.getDictionary()), field, values);
    }

    private static Gatherer of(Field field, Layout layout) {
        return switch (layout) {
            case Layout.Null _ -> new NullGatherer();
            case Layout.Bit _ -> new BitGatherer();
            case Layout.FixedWidth l -> new FixedWidthGatherer(l.bytes());
            case Layout.VarWidth l -> new VarWidthGatherer(l.offsetBytes());
            case Layout.View _ -> new ViewGatherer();
            case Layout.ListOf l -> new ListGatherer(l.offsetBytes(), onlyChild(field));
            case Layout.ListView l -> new ListViewGatherer(l.offsetBytes(), onlyChild(field));
            case Layout.FixedSizeList l -> new FixedSizeListGatherer(l.size(), onlyChild(field));
            case Layout.Struct _ -> new StructGatherer(children(field));
            case Layout.SparseUnion _ -> new SparseUnionGatherer(StoredFields.typeIds(field), children(field));
            case Layout.DenseUnion _ -> new DenseUnionGatherer(StoredFields.typeIds(field), children(field));
            case Layout.RunEndEncoded _ ->
                    new RunEndGatherer(
                            ((Layout.FixedWidth) Layout.of(field.getChildren().get(0))).bytes(),
                            of(field.getChildren().get(1)));
        };
    }

    private static Gatherer onlyChild(Field field) {
        return of(field.getChildren().getFirst());
    }

    private static List<Gatherer> children(Field field) {
        return field.getChildren().stream().map(Gatherers::of).toList();
    }
}

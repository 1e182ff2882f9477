package io.forwardstore.engine.internal.parquet.build;

import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.array.Layout;
import io.forwardstore.engine.internal.parquet.format.PhysicalType;
import io.forwardstore.engine.internal.parquet.schema.Leaf;
import io.forwardstore.engine.internal.parquet.schema.Node;

import org.jspecify.annotations.Nullable;

/// Picks the builder of a leaf's arrays.
public final class LeafBuilders {
    private final PhysicalType type;
    private final int width;
    private final Layout layout;
    private final @Nullable Conversion conversion;

    private LeafBuilders(Leaf leaf, Layout layout, @Nullable Conversion conversion) {
        this.type = leaf.type();
        this.width = leaf.width();
        this.layout = layout;
        this.conversion = conversion;
    }

    /// The builders of a column's leaf.
    public static LeafBuilders of(Node.OfLeaf node) {
        Layout layout = Layout.of(node.field());
        return new LeafBuilders(node.leaf(), layout, Conversion.of(node.leaf(), node.field().getType()));
    }

    /// True if values stand in an array as they stand in a PLAIN page.
    public boolean keepsPlainValues() {
        return conversion == null && layout instanceof Layout.FixedWidth;
    }

    /// The width of a value in an array of fixed width.
    public int plainWidth() {
        return width;
    }

    /// A builder.
    ///
    /// @param expected about how many values there will be, nulls included
    public LeafBuilder builder(int expected, PageScope scope) {
        if (layout instanceof Layout.Null) {
            return new NullBuilder();
        }
        return switch (type) {
            case BOOLEAN -> new BitsBuilder(expected, scope);
            case BYTE_ARRAY -> new BytesBuilder(layout, conversion, expected, scope);
            default -> new FixedBuilder(width, conversion, expected, scope);
        };
    }
}

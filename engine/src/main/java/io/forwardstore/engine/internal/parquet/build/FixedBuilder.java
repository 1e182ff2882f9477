package io.forwardstore.engine.internal.parquet.build;

import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.parquet.decode.FixedDecoder;
import io.forwardstore.engine.internal.parquet.decode.PlainFixed;
import io.forwardstore.engine.internal.parquet.decode.ValueDecoder;

import org.jspecify.annotations.Nullable;

/// Arrays of fixed width.
final class FixedBuilder implements LeafBuilder {
    private final int width;
    private final @Nullable Conversion conversion;
    private final PageScope scope;
    private final Buffer values;
    private int count;

    FixedBuilder(int width, @Nullable Conversion conversion, int expected, PageScope scope) {
        this.width = width;
        this.conversion = conversion;
        this.scope = scope;
        this.values = new Buffer(scope, (long) expected * width);
    }

    @Override
    public void append(ValueDecoder decoder, int more) {
        long used = (long) count * width;
        values.ensure(used, used + (long) more * width);
        ((FixedDecoder) decoder).read(values.address() + used, more);
        count += more;
    }

    /// True if [#appendRows] is to be called instead of [#append].
    boolean placesRows() {
        return conversion == null && Spread.isWordWidth(width);
    }

    /// Reads the values of the next rows to where they belong.
    ///
    /// @param validity address of the validity bits from the first row on, not read if all rows are present
    /// @param present how many of the rows are not null
    void appendRows(FixedDecoder decoder, long validity, int rows, int present) {
        long used = (long) count * width;
        values.ensure(used, used + (long) rows * width);
        long target = values.address() + used;
        if (present == rows) {
            decoder.read(target, rows);
        } else if (decoder instanceof PlainFixed plain) {
            Spread.forward(plain.take(present), validity, count, target, rows, width);
        } else {
            decoder.read(target, present);
            Spread.backward(target, present, validity, count, target, rows, width);
        }
        count += rows;
    }

    @Override
    public ArrayData finish(int length, int nullCount, long validity, long fileOffsetBytes) {
        long address = values.address();
        long capacity = values.capacityBytes();
        int bytes = width;
        if (conversion != null) {
            bytes = conversion.targetBytes();
            capacity = (long) length * bytes;
            address = scope.allocate(capacity);
            conversion.convert(values.address(), address, count, fileOffsetBytes);
        }
        if (nullCount > 0 && count < length) {
            long extent = (long) length * bytes;
            long target = extent <= capacity ? address : scope.allocate(extent);
            Spread.backward(address, count, validity, 0, target, length, bytes);
            address = target;
        }
        return ArrayData.fixedWidth(length, nullCount, validity, address, fileOffsetBytes);
    }
}

package io.forwardstore.engine.internal.parquet.build;

import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.array.Bits;
import io.forwardstore.engine.internal.memory.Memory;
import io.forwardstore.engine.internal.parquet.decode.BitDecoder;
import io.forwardstore.engine.internal.parquet.decode.ValueDecoder;

/// Arrays of booleans.
final class BitsBuilder implements LeafBuilder {
    private final PageScope scope;
    private final Buffer bits;
    private long count;

    BitsBuilder(int expected, PageScope scope) {
        this.scope = scope;
        this.bits = new Buffer(scope, Bits.bytesFor(expected));
    }

    @Override
    public void append(ValueDecoder decoder, int values) {
        bits.ensure(Bits.bytesFor(count), Bits.bytesFor(count + values));
        ((BitDecoder) decoder).read(bits.address(), count, values);
        count += values;
    }

    @Override
    public ArrayData finish(int length, int nullCount, long validity, long fileOffsetBytes) {
        long values = nullCount == 0 ? bits.address() : spread(length, validity);
        return ArrayData.fixedWidth(length, nullCount, validity, values, fileOffsetBytes);
    }

    private long spread(int length, long validity) {
        long bytes = Bits.bytesFor(length);
        long target = scope.allocate(bytes);
        Memory.fill(target, bytes, (byte) 0);
        long next = 0;
        for (int i = 0; i < length; i++) {
            if (Memory.getBit(validity, i) && Memory.getBit(bits.address(), next++)) {
                long at = target + (i >>> 3);
                Memory.putByte(at, (byte) (Memory.getByte(at) | 1 << (i & 7)));
            }
        }
        return target;
    }
}

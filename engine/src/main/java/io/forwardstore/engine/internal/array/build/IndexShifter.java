package io.forwardstore.engine.internal.array.build;

import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.memory.Memory;

import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/// Moves dictionary indices that were copied.
///
/// @param dictionaryId the dictionary that they point into
/// @param bytes the width of an index
/// @param maximum the largest index of that type
/// @param shifts says by how much
record IndexShifter(long dictionaryId, int bytes, long maximum, IndexShifts shifts) {
    /// The shifter of a field's indices, or null if the field is not dictionary-encoded.
    static @Nullable IndexShifter of(Field field, IndexShifts shifts) {
        DictionaryEncoding encoding = field.getDictionary();
        if (encoding == null || !(field.getType() instanceof ArrowType.Int type)) {
            return null;
        }
        int valueBits = type.getBitWidth() - (type.getIsSigned() ? 1 : 0);
        long maximum = valueBits >= Long.SIZE - 1 ? Long.MAX_VALUE : (1L << valueBits) - 1;
        return new IndexShifter(encoding.getId(), type.getBitWidth() / Byte.SIZE, maximum, shifts);
    }

    /// Shifts `count` copied indices.
    ///
    /// @param array what they were copied from, from value `from` on; tells which of them are null
    void shift(ArrayData array, int from, int count, long copied) {
        long shift = shifts.get(dictionaryId);
        if (shift == 0) {
            return;
        }
        for (int i = 0; i < count; i++) {
            if (array.validity() == 0 || Memory.getBit(array.validity(), from + i)) {
                shiftOne(copied + (long) i * bytes, shift);
            }
        }
    }

    private void shiftOne(long address, long shift) {
        long index =
                switch (bytes) {
                    case Byte.BYTES -> Memory.getByte(address) & 0xFFL;
                    case Short.BYTES -> Memory.getShort(address) & 0xFFFFL;
                    case Integer.BYTES -> Memory.getInt(address) & 0xFFFFFFFFL;
                    default -> Memory.getLong(address);
                };
        if (index < 0 || index > maximum - shift) {
            throw new IllegalArgumentException(
                    "Invalid index "
                            + index
                            + " into dictionary "
                            + dictionaryId
                            + ": with the "
                            + shift
                            + " values of earlier batches it passes the index type's maximum of "
                            + maximum);
        }
        long moved = index + shift;
        switch (bytes) {
            case Byte.BYTES -> Memory.putByte(address, (byte) moved);
            case Short.BYTES -> Memory.putShort(address, (short) moved);
            case Integer.BYTES -> Memory.putInt(address, (int) moved);
            default -> Memory.putLong(address, moved);
        }
    }
}

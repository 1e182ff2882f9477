package io.forwardstore.engine.data;

import io.forwardstore.engine.internal.array.Layout;
import io.forwardstore.engine.internal.array.StoredFields;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Vectors of any field with random content, written buffer by buffer and so independent of the code under test.
public final class RandomVectors {
    private static final long DAY_MILLIS = 86_400_000L;
    private static final String LETTERS = "abcdefgäöü€𝄞 ";

    private final BufferAllocator allocator;
    private final Random random;

    public RandomVectors(BufferAllocator allocator, long seed) {
        this.allocator = allocator;
        this.random = new Random(seed);
    }

    /// A batch of random rows.
    public VectorSchemaRoot batch(Schema schema, int rows) {
        VectorSchemaRoot root = VectorSchemaRoot.create(schema, allocator);
        for (FieldVector vector : root.getFieldVectors()) {
            fill(vector, vector.getField(), rows);
        }
        root.setRowCount(rows);
        return root;
    }

    /// Fills a vector and its children.
    public void fill(FieldVector vector, Field field, int count) {
        boolean[] valid = new boolean[count];
        int nullsOfTen = field.isNullable() ? random.nextInt(4) * 2 : 0;
        for (int i = 0; i < count; i++) {
            valid[i] = random.nextInt(10) >= nullsOfTen;
        }
        List<ArrowBuf> buffers = new ArrayList<>();
        int[] childCounts = new int[field.getChildren().size()];
        Layout layout = Layout.of(field);
        switch (layout) {
            case Layout.Null _ -> {}
            case Layout.Bit _ -> {
                buffers.add(validity(valid));
                boolean[] bits = new boolean[count];
                for (int i = 0; i < count; i++) {
                    bits[i] = random.nextBoolean();
                }
                buffers.add(validity(bits));
            }
            case Layout.FixedWidth(int bytes) -> {
                buffers.add(validity(valid));
                ArrowBuf values = allocator.buffer((long) count * bytes);
                for (int i = 0; i < count; i++) {
                    values.setBytes((long) i * bytes, value(field.getType(), bytes));
                }
                buffers.add(values);
            }
            case Layout.VarWidth(int offsetBytes) -> {
                buffers.add(validity(valid));
                addStrings(field, valid, offsetBytes, buffers);
            }
            case Layout.View _ -> {
                buffers.add(validity(valid));
                addViews(field, valid, buffers);
            }
            case Layout.ListOf(int offsetBytes) -> {
                buffers.add(validity(valid));
                ArrowBuf offsets = allocator.buffer((count + 1L) * offsetBytes);
                int at = 0;
                put(offsets, offsetBytes, 0, 0);
                for (int i = 0; i < count; i++) {
                    at += valid[i] ? random.nextInt(5) : 0;
                    put(offsets, offsetBytes, i + 1, at);
                }
                buffers.add(offsets);
                childCounts[0] = at;
            }
            case Layout.ListView(int offsetBytes) -> {
                buffers.add(validity(valid));
                childCounts[0] = 2 * count + 4;
                ArrowBuf offsets = allocator.buffer((long) count * offsetBytes);
                ArrowBuf sizes = allocator.buffer((long) count * offsetBytes);
                for (int i = 0; i < count; i++) {
                    int size = valid[i] ? random.nextInt(4) : 0;
                    put(offsets, offsetBytes, i, random.nextInt(childCounts[0] - size));
                    put(sizes, offsetBytes, i, size);
                }
                buffers.add(offsets);
                buffers.add(sizes);
            }
            case Layout.FixedSizeList(int size) -> {
                buffers.add(validity(valid));
                childCounts[0] = count * size;
            }
            case Layout.Struct _ -> {
                buffers.add(validity(valid));
                Arrays.fill(childCounts, count);
            }
            case Layout.SparseUnion _ -> {
                Arrays.fill(childCounts, count);
                ArrowBuf typeIds = allocator.buffer(count);
                for (int i = 0; i < count; i++) {
                    typeIds.setByte(i, StoredFields.typeIds(field)[random.nextInt(childCounts.length)]);
                }
                buffers.add(typeIds);
            }
            case Layout.DenseUnion _ -> {
                ArrowBuf typeIds = allocator.buffer(count);
                ArrowBuf offsets = allocator.buffer(4L * count);
                for (int i = 0; i < count; i++) {
                    int child = random.nextInt(childCounts.length);
                    typeIds.setByte(i, StoredFields.typeIds(field)[child]);
                    offsets.setInt(4L * i, childCounts[child]++);
                }
                buffers.add(typeIds);
                buffers.add(offsets);
            }
            case Layout.RunEndEncoded _ -> Arrays.fill(childCounts, (count + 2) / 3);
        }
        int nulls = hasValidity(layout) ? nulls(valid) : 0;
        vector.loadFieldBuffers(new ArrowFieldNode(count, layout instanceof Layout.Null ? count : nulls), buffers);
        buffers.forEach(ArrowBuf::close);
        for (int i = 0; i < childCounts.length; i++) {
            FieldVector child = vector.getChildrenFromFields().get(i);
            if (layout instanceof Layout.RunEndEncoded && i == 0) {
                fillRunEnds(child, childCounts[0], count);
            } else {
                fill(child, field.getChildren().get(i), childCounts[i]);
            }
        }
    }

    private static boolean hasValidity(Layout layout) {
        return !(layout instanceof Layout.SparseUnion
                || layout instanceof Layout.DenseUnion
                || layout instanceof Layout.RunEndEncoded);
    }

    private static int nulls(boolean[] valid) {
        int nulls = 0;
        for (boolean one : valid) {
            nulls += one ? 0 : 1;
        }
        return nulls;
    }

    private void fillRunEnds(FieldVector runEnds, int runs, int count) {
        int width = ((ArrowType.Int) runEnds.getField().getType()).getBitWidth() / 8;
        ArrowBuf values = allocator.buffer((long) runs * width);
        for (int run = 0; run < runs; run++) {
            int end = run == runs - 1 ? count : 3 * run + 1 + random.nextInt(3);
            switch (width) {
                case 2 -> values.setShort(2L * run, end);
                case 4 -> values.setInt(4L * run, end);
                default -> values.setLong(8L * run, end);
            }
        }
        boolean[] valid = new boolean[runs];
        Arrays.fill(valid, true);
        List<ArrowBuf> buffers = List.of(validity(valid), values);
        runEnds.loadFieldBuffers(new ArrowFieldNode(runs, 0), buffers);
        buffers.forEach(ArrowBuf::close);
    }

    private ArrowBuf validity(boolean[] valid) {
        ArrowBuf bits = allocator.buffer((valid.length + 7) / 8);
        bits.setZero(0, bits.capacity());
        for (int i = 0; i < valid.length; i++) {
            if (valid[i]) {
                bits.setByte(i / 8, bits.getByte(i / 8) | 1 << (i % 8));
            }
        }
        return bits;
    }

    private void addStrings(Field field, boolean[] valid, int offsetBytes, List<ArrowBuf> buffers) {
        List<byte[]> values = new ArrayList<>();
        int total = 0;
        for (boolean one : valid) {
            byte[] value = one ? bytes(field) : new byte[0];
            values.add(value);
            total += value.length;
        }
        ArrowBuf offsets = allocator.buffer((valid.length + 1L) * offsetBytes);
        ArrowBuf data = allocator.buffer(total);
        int at = 0;
        put(offsets, offsetBytes, 0, 0);
        for (int i = 0; i < valid.length; i++) {
            data.setBytes(at, values.get(i));
            at += values.get(i).length;
            put(offsets, offsetBytes, i + 1, at);
        }
        buffers.add(offsets);
        buffers.add(data);
    }

    private void addViews(Field field, boolean[] valid, List<ArrowBuf> buffers) {
        ArrowBuf views = allocator.buffer(16L * valid.length);
        views.setZero(0, views.capacity());
        ArrowBuf[] data = {allocator.buffer(64L * valid.length + 64), allocator.buffer(64L * valid.length + 64)};
        int[] at = {7, 0};
        for (int i = 0; i < valid.length; i++) {
            byte[] value = valid[i] ? bytes(field) : new byte[0];
            views.setInt(16L * i, value.length);
            if (value.length <= 12) {
                views.setBytes(16L * i + 4, value);
            } else {
                int buffer = random.nextInt(2);
                views.setBytes(16L * i + 4, value, 0, 4);
                views.setInt(16L * i + 8, buffer);
                views.setInt(16L * i + 12, at[buffer]);
                data[buffer].setBytes(at[buffer], value);
                at[buffer] += value.length;
            }
        }
        buffers.add(views);
        buffers.addAll(List.of(data));
    }

    private byte[] bytes(Field field) {
        boolean isText =
                !(field.getType() instanceof ArrowType.Binary
                        || field.getType() instanceof ArrowType.LargeBinary
                        || field.getType() instanceof ArrowType.BinaryView);
        int length = random.nextInt(5) == 0 ? random.nextInt(15) : random.nextInt(6);
        if (!isText) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            return bytes;
        }
        StringBuilder text = new StringBuilder();
        int[] letters = LETTERS.codePoints().toArray();
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(letters[random.nextInt(letters.length)]);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void put(ArrowBuf buffer, int width, long index, long value) {
        if (width == 4) {
            buffer.setInt(index * 4, (int) value);
        } else {
            buffer.setLong(index * 8, value);
        }
    }

    private byte[] value(ArrowType type, int bytes) {
        return switch (type) {
            case ArrowType.Decimal t -> decimal(t, bytes);
            case ArrowType.Date t when bytes == 4 -> little(random.nextInt(60_000) - 20_000, 4);
            case ArrowType.Date t -> little((random.nextInt(60_000) - 20_000) * DAY_MILLIS, 8);
            case ArrowType.Time t ->
                    little(
                            switch (t.getUnit()) {
                                case SECOND -> random.nextLong(86_400);
                                case MILLISECOND -> random.nextLong(86_400_000);
                                case MICROSECOND -> random.nextLong(86_400_000_000L);
                                case NANOSECOND -> random.nextLong(86_400_000_000_000L);
                            },
                            bytes);
            case ArrowType.Timestamp t -> little(time(t.getUnit()), 8);
            case ArrowType.Duration t -> little(time(t.getUnit()), 8);
            case ArrowType.Interval t -> interval(bytes);
            case ArrowType.FloatingPoint t when bytes == 2 ->
                    little(Float.floatToFloat16(random.nextInt(2000) / 8f - 100), 2);
            case ArrowType.FloatingPoint t when bytes == 4 -> little(Float.floatToRawIntBits(number()), 4);
            case ArrowType.FloatingPoint t -> little(Double.doubleToRawLongBits(number()), 8);
            default -> {
                byte[] value = new byte[bytes];
                random.nextBytes(value);
                yield value;
            }
        };
    }

    private float number() {
        return switch (random.nextInt(20)) {
            case 0 -> Float.NaN;
            case 1 -> -0f;
            case 2 -> 0f;
            case 3 -> Float.NEGATIVE_INFINITY;
            default -> random.nextInt(20_000) / 16f - 500;
        };
    }

    private byte[] interval(int bytes) {
        byte[] value = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            value[i] = i % 4 < 2 ? (byte) random.nextInt(100) : 0;
        }
        return value;
    }

    /// About two centuries around 1970.
    private long time(org.apache.arrow.vector.types.TimeUnit unit) {
        long seconds = random.nextLong(6_000_000_000L) - 3_000_000_000L;
        return switch (unit) {
            case SECOND -> seconds;
            case MILLISECOND -> seconds * 1_000 + random.nextInt(1_000);
            case MICROSECOND -> seconds * 1_000_000 + random.nextInt(1_000_000);
            case NANOSECOND -> seconds * 1_000_000_000 + random.nextInt(1_000_000_000);
        };
    }

    private byte[] decimal(ArrowType.Decimal type, int bytes) {
        BigInteger limit = BigInteger.TEN.pow(type.getPrecision());
        BigInteger value = new BigInteger(limit.bitLength() + 4, random).mod(limit);
        if (random.nextBoolean()) {
            value = value.negate();
        }
        byte[] big = value.toByteArray();
        byte[] little = new byte[bytes];
        Arrays.fill(little, (byte) (value.signum() < 0 ? -1 : 0));
        for (int i = 0; i < big.length; i++) {
            little[i] = big[big.length - 1 - i];
        }
        return little;
    }

    private static byte[] little(long value, int bytes) {
        byte[] little = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            little[i] = (byte) (value >>> (8 * i));
        }
        return little;
    }
}

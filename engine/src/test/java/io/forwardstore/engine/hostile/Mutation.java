package io.forwardstore.engine.hostile;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Edits of a seed where they hurt: bits, bytes, whole numbers as lengths and offsets are, ranges from elsewhere, and a
/// cut end. Every part of the file is hit as often as any other.
final class Mutation {
    private static final int MAX_EDITS = 4;
    private static final int MAX_COPY_BYTES = 32;

    private final Seed seed;
    private final Random random;
    private final byte[] bytes;
    private final ByteBuffer numbers;
    private final List<Map.Entry<Seed.Part, List<Seed.Region>>> parts;

    private Mutation(Seed seed, Random random) {
        this.seed = seed;
        this.random = random;
        this.bytes = seed.content().clone();
        this.numbers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        this.parts = List.copyOf(seed.parts().entrySet());
    }

    /// A mutant.
    static byte[] of(Seed seed, Random random) {
        return new Mutation(seed, random).bytes();
    }

    private byte[] bytes() {
        // One edit gets deepest; several find what one hides.
        int edits = random.nextBoolean() ? 1 : 1 + random.nextInt(MAX_EDITS);
        for (int i = 0; i < edits; i++) {
            edit(region());
        }
        return random.nextInt(40) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
    }

    private Seed.Region region() {
        if (parts.isEmpty() || random.nextInt(8) == 0) {
            return new Seed.Region(Seed.Part.BODY, 0, bytes.length);
        }
        List<Seed.Region> regions = parts.get(random.nextInt(parts.size())).getValue();
        return regions.get(random.nextInt(regions.size()));
    }

    private void edit(Seed.Region region) {
        int at = region.offset() + random.nextInt(region.length());
        int end = region.offset() + region.length();
        switch (random.nextInt(10)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            case 1 -> bytes[at] = (byte) random.nextInt();
            case 2 -> bytes[at] += (byte) (random.nextInt(9) - 4);
            case 3 -> Arrays.fill(bytes, at, Math.min(end, at + 1 + random.nextInt(9)), (byte) -random.nextInt(2));
            case 4 -> copy(random.nextInt(bytes.length), at);
            case 5 -> copy(region.offset() + random.nextInt(region.length()), at);
            case 6 -> putInt(aligned(at, Integer.BYTES), interesting());
            case 7 -> putLong(aligned(at, Long.BYTES), interesting());
            case 8 -> putInt(aligned(at, Integer.BYTES), nearby(aligned(at, Integer.BYTES)));
            default -> {
                int other = region.offset() + random.nextInt(region.length());
                putInt(aligned(at, Integer.BYTES), intAt(aligned(other, Integer.BYTES)));
            }
        }
    }

    private void copy(int from, int to) {
        int length = Math.min(1 + random.nextInt(MAX_COPY_BYTES), bytes.length - Math.max(from, to));
        System.arraycopy(seed.content(), from, bytes, to, length);
    }

    /// Numbers of Arrow files are aligned; those of Parquet files are wherever they are.
    private int aligned(int at, int width) {
        return random.nextInt(4) == 0 ? at : at & -width;
    }

    private long nearby(int at) {
        return intAt(at) + (long) random.nextInt(17) - 8;
    }

    private int intAt(int at) {
        return at + Integer.BYTES <= bytes.length ? numbers.getInt(at) : 0;
    }

    private long interesting() {
        return switch (random.nextInt(9)) {
            case 0 -> -1;
            case 1 -> Integer.MAX_VALUE;
            case 2 -> Integer.MIN_VALUE;
            case 3 -> Long.MAX_VALUE;
            case 4 -> 1L << random.nextInt(Long.SIZE - 1);
            case 5 -> random.nextInt(64);
            case 6 -> 0;
            case 7 -> bytes.length + (long) random.nextInt(17) - 8;
            default -> random.nextLong();
        };
    }

    private void putInt(int at, long value) {
        if (at + Integer.BYTES <= bytes.length) {
            numbers.putInt(at, (int) value);
        }
    }

    private void putLong(int at, long value) {
        if (at + Long.BYTES <= bytes.length) {
            numbers.putLong(at, value);
        }
    }
}

package io.forwardstore.testkit.data;

import java.io.ByteArrayOutputStream;
import java.util.List;

/// Small integers in Parquet's hybrid of runs and bit-packing (Parquet specification, "Run Length Encoding /
/// Bit-Packing Hybrid").
final class HybridLevels {
    private static final int GROUP = 8;

    private HybridLevels() {}

    /// The bits that hold every value up to `max`.
    static int bitWidth(int max) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(max);
    }

    /// As runs of equal values.
    static byte[] runs(List<Integer> values, int bitWidth) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int start = 0;
        while (start < values.size()) {
            int end = start;
            while (end < values.size() && values.get(end).equals(values.get(start))) {
                end++;
            }
            CompactThrift.varint(out, (long) (end - start) << 1);
            for (int bits = 0; bits < bitWidth; bits += Byte.SIZE) {
                out.write(values.get(start) >>> bits);
            }
            start = end;
        }
        return out.toByteArray();
    }

    /// As one run of bit-packed groups of eight; the last group is filled up with zeros.
    static byte[] packed(List<Integer> values, int bitWidth) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int groups = (values.size() + GROUP - 1) / GROUP;
        CompactThrift.varint(out, (long) groups << 1 | 1);
        byte[] bits = new byte[groups * bitWidth];
        for (int i = 0; i < values.size(); i++) {
            for (int bit = 0; bit < bitWidth; bit++) {
                if ((values.get(i) >>> bit & 1) != 0) {
                    int at = i * bitWidth + bit;
                    bits[at >> 3] |= (byte) (1 << (at & 7));
                }
            }
        }
        out.writeBytes(bits);
        return out.toByteArray();
    }
}

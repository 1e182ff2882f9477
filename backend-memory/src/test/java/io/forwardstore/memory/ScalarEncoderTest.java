package io.forwardstore.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.arrow.vector.PeriodDuration;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.util.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

final class ScalarEncoderTest {
    private static final LocalDateTime NOON = LocalDateTime.of(1969, 12, 31, 12, 0);
    private static final long NOON_SECONDS = -43_200;

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment memory = arena.allocate(64);

    @AfterEach
    void free() {
        arena.close();
    }

    /// Every value takes the memory of its type and no more.
    private void takes(ArrowType type, Object value, int bytes, long expected) {
        memory.fill((byte) 0);
        memory.asSlice(bytes).fill((byte) 0x55);
        assertTrue(ScalarEncoder.put(type, value, memory.address()), type + " takes " + value);
        long found =
                switch (bytes) {
                    case 1 -> memory.get(ValueLayout.JAVA_BYTE, 0);
                    case 2 -> memory.get(ValueLayout.JAVA_SHORT, 0);
                    case 4 -> memory.get(ValueLayout.JAVA_INT, 0);
                    default -> memory.get(ValueLayout.JAVA_LONG, 0);
                };
        assertEquals(expected, found, type + " of " + value);
        for (int i = bytes; i < memory.byteSize(); i++) {
            assertEquals(0x55, memory.get(ValueLayout.JAVA_BYTE, i), type + " wrote past its " + bytes + " bytes");
        }
    }

    private void refuses(ArrowType type, Object... values) {
        for (Object value : values) {
            assertFalse(ScalarEncoder.put(type, value, memory.address()), type + " refuses " + value);
        }
    }

    @Test
    void wholeNumbersOfAnyKindGoWhereTheyFit() {
        for (int bits = Byte.SIZE; bits <= Long.SIZE; bits *= 2) {
            int bytes = bits / Byte.SIZE;
            BigInteger limit = BigInteger.ONE.shiftLeft(bits - 1);
            ArrowType signed = new ArrowType.Int(bits, true);
            takes(signed, limit.subtract(BigInteger.ONE), bytes, limit.subtract(BigInteger.ONE).longValue());
            takes(signed, limit.negate(), bytes, limit.negate().longValue());
            refuses(signed, limit, limit.negate().subtract(BigInteger.ONE));
            ArrowType unsigned = new ArrowType.Int(bits, false);
            takes(unsigned, limit.shiftLeft(1).subtract(BigInteger.ONE), bytes, -1);
            takes(unsigned, 0, bytes, 0);
            refuses(unsigned, limit.shiftLeft(1), -1);
        }
        ArrowType type = new ArrowType.Int(Integer.SIZE, true);
        for (Object six : new Object[] {(byte) 6, (short) 6, 6, 6L, (char) 6, BigInteger.valueOf(6)}) {
            takes(type, six, 4, 6);
        }
        refuses(type, 6.0, "6", new BigDecimal(6), true);
    }

    @Test
    void floatsTakeWhatTheyCanHoldExactly() {
        ArrowType wide = new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
        ArrowType single = new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
        ArrowType half = new ArrowType.FloatingPoint(FloatingPointPrecision.HALF);
        takes(wide, 0.1, 8, Double.doubleToRawLongBits(0.1));
        takes(wide, 0.1f, 8, Double.doubleToRawLongBits(0.1f));
        takes(wide, 1L << 60, 8, Double.doubleToRawLongBits(0x1p60));
        refuses(wide, (1L << 53) + 1, Long.MAX_VALUE, "0.1", new BigDecimal("0.5"), BigInteger.ONE);
        takes(single, 0.1f, 4, Float.floatToRawIntBits(0.1f));
        takes(single, 0.5, 4, Float.floatToRawIntBits(0.5f));
        takes(single, -0.0, 4, Float.floatToRawIntBits(-0.0f));
        takes(single, Double.NaN, 4, Float.floatToRawIntBits(Float.NaN));
        takes(single, Double.POSITIVE_INFINITY, 4, Float.floatToRawIntBits(Float.POSITIVE_INFINITY));
        int quiet = 0x7fc0_1234;
        takes(single, Float.intBitsToFloat(quiet), 4, quiet);
        refuses(single, 0.1, 1e300, (1 << 24) + 1L);
        takes(half, 1.5, 2, Float.floatToFloat16(1.5f));
        takes(half, Float.NaN, 2, Float.floatToFloat16(Float.NaN));
        takes(half, (short) 0x3e00, 2, 0x3e00);
        refuses(half, 0.1, 0.1f, 70_000.0, 1e300);
    }

    @Test
    void decimalsKeepTheirScaleAndTheirSign() {
        ArrowType type = new ArrowType.Decimal(5, 2, 128);
        takes128(type, new BigDecimal("-1.5"), -150);
        takes128(type, new BigDecimal("999.99"), 99_999);
        takes128(type, BigInteger.valueOf(-7), -700);
        takes128(type, 7L, 700);
        takes128(type, 7, 700);
        takes128(type, new BigDecimal("1.500"), 150);
        refuses(type, new BigDecimal("1.234"), new BigDecimal("1000"), new BigDecimal("-1000.00"), 7.0, "7");
        takes(new ArrowType.Decimal(9, 0, 32), 123_456_789, 4, 123_456_789);
        takes(new ArrowType.Decimal(18, 0, 64), -1, 8, -1);
        refuses(new ArrowType.Decimal(38, 0, 32), 1L << 31);
        takes(new ArrowType.Decimal(38, 0, 32), (1L << 31) - 1, 4, Integer.MAX_VALUE);
    }

    private void takes128(ArrowType type, Object value, long expected) {
        memory.fill((byte) 0x55);
        assertTrue(ScalarEncoder.put(type, value, memory.address()), type + " takes " + value);
        assertEquals(expected, memory.get(ValueLayout.JAVA_LONG, 0));
        assertEquals(expected < 0 ? -1 : 0, memory.get(ValueLayout.JAVA_LONG, 8));
        assertEquals(0x55, memory.get(ValueLayout.JAVA_BYTE, 16));
    }

    @Test
    void bytesOfAFixedSizeMustBeThatMany() {
        ArrowType type = new ArrowType.FixedSizeBinary(2);
        takes(type, new byte[] {1, 2}, 2, 0x0201);
        ByteBuffer buffer = ByteBuffer.wrap(new byte[] {9, 1, 2, 9}, 1, 2);
        takes(type, buffer, 2, 0x0201);
        assertEquals(2, buffer.remaining(), "the caller's buffer stays where it was");
        refuses(type, new byte[] {1}, new byte[3], "ab");
    }

    @Test
    void datesAreDaysOrMilliseconds() {
        LocalDate before = LocalDate.of(1969, 12, 30);
        takes(new ArrowType.Date(DateUnit.DAY), before, 4, -2);
        takes(new ArrowType.Date(DateUnit.DAY), 5, 4, 5);
        takes(new ArrowType.Date(DateUnit.MILLISECOND), before, 8, -2 * 86_400_000L);
        takes(new ArrowType.Date(DateUnit.MILLISECOND), NOON, 8, NOON_SECONDS * 1_000);
        takes(new ArrowType.Date(DateUnit.MILLISECOND), 5, 8, 5);
        refuses(new ArrowType.Date(DateUnit.DAY), NOON, LocalDate.MAX);
    }

    @Test
    void timesAreWholeNumbersOfTheirUnit() {
        LocalTime time = LocalTime.of(1, 2, 3);
        takes(new ArrowType.Time(TimeUnit.SECOND, 32), time, 4, 3_723);
        takes(new ArrowType.Time(TimeUnit.MILLISECOND, 32), time.plusNanos(4_000_000), 4, 3_723_004);
        takes(new ArrowType.Time(TimeUnit.MICROSECOND, 64), time.plusNanos(5_000), 8, 3_723_000_005L);
        takes(new ArrowType.Time(TimeUnit.NANOSECOND, 64), time.plusNanos(6), 8, 3_723_000_000_006L);
        takes(new ArrowType.Time(TimeUnit.SECOND, 32), 7, 4, 7);
        refuses(new ArrowType.Time(TimeUnit.SECOND, 32), time.plusNanos(1), "01:02:03");
        refuses(new ArrowType.Time(TimeUnit.MICROSECOND, 64), time.plusNanos(1));
    }

    @Test
    void timestampsAreLocalOrInstantsAsTheirTypeIs() {
        ArrowType local = new ArrowType.Timestamp(TimeUnit.MILLISECOND, null);
        ArrowType zoned = new ArrowType.Timestamp(TimeUnit.MICROSECOND, "Europe/Berlin");
        ZonedDateTime berlin = NOON.atZone(ZoneId.of("Europe/Berlin"));
        OffsetDateTime offset = NOON.atOffset(ZoneOffset.ofHours(-2));
        takes(local, NOON, 8, NOON_SECONDS * 1_000);
        takes(local, -3L, 8, -3);
        takes(zoned, NOON.toInstant(ZoneOffset.UTC), 8, NOON_SECONDS * 1_000_000);
        takes(zoned, berlin, 8, (NOON_SECONDS - 3_600) * 1_000_000);
        takes(zoned, offset, 8, (NOON_SECONDS + 7_200) * 1_000_000);
        takes(zoned, Instant.ofEpochSecond(-1, 999_999_000), 8, -1);
        refuses(local, Instant.EPOCH, berlin, offset, NOON.plusNanos(1));
        refuses(zoned, NOON, Instant.ofEpochSecond(0, 1));
        refuses(new ArrowType.Timestamp(TimeUnit.NANOSECOND, "UTC"), Instant.MAX);
    }

    @Test
    void durationsAndIntervalsAreWrittenPartByPart() {
        takes(new ArrowType.Duration(TimeUnit.MILLISECOND), Duration.ofMillis(-1_500), 8, -1_500);
        takes(new ArrowType.Duration(TimeUnit.SECOND), 9, 8, 9);
        refuses(new ArrowType.Duration(TimeUnit.SECOND), Duration.ofMillis(1));
        ArrowType months = new ArrowType.Interval(IntervalUnit.YEAR_MONTH);
        takes(months, Period.of(1, 2, 0), 4, 14);
        takes(months, 3, 4, 3);
        refuses(months, Period.of(0, 1, 1), Duration.ofDays(1));
        ArrowType dayTime = new ArrowType.Interval(IntervalUnit.DAY_TIME);
        takes(dayTime, Duration.ofDays(2).plusMillis(3), 8, 2 | 3L << 32);
        refuses(dayTime, Duration.ofNanos(1), Duration.ofDays(1L << 31), 5);
        ArrowType all = new ArrowType.Interval(IntervalUnit.MONTH_DAY_NANO);
        PeriodDuration value = new PeriodDuration(Period.of(1, 1, 5), Duration.ofSeconds(6, 7));
        memory.fill((byte) 0);
        assertTrue(ScalarEncoder.put(all, value, memory.address()));
        assertEquals(13, memory.get(ValueLayout.JAVA_INT, 0));
        assertEquals(5, memory.get(ValueLayout.JAVA_INT, 4));
        assertEquals(6_000_000_007L, memory.get(ValueLayout.JAVA_LONG, 8));
        refuses(all, Duration.ofDays(1), Period.ofDays(1));
        refuses(all, new PeriodDuration(Period.ofMonths(Integer.MAX_VALUE).plusYears(1 << 30), Duration.ZERO));
        refuses(all, new PeriodDuration(Period.ZERO, Duration.ofSeconds(Long.MAX_VALUE)));
    }

    @Test
    void textAndBinaryAreNotEachOther() {
        byte[] bytes = "ü".getBytes(StandardCharsets.UTF_8);
        for (ArrowType type : new ArrowType[] {new ArrowType.Utf8(), new ArrowType.Utf8View()}) {
            assertArrayEquals(bytes, ScalarEncoder.bytes(type, "ü"));
            assertArrayEquals(bytes, ScalarEncoder.bytes(type, new StringBuilder("ü")));
            assertArrayEquals(bytes, ScalarEncoder.bytes(type, new Text("ü")));
            assertNull(ScalarEncoder.bytes(type, bytes));
            assertArrayEquals(new byte[0], ScalarEncoder.bytes(type, ScalarEncoder.ZERO));
        }
        assertArrayEquals(bytes, ScalarEncoder.bytes(new ArrowType.Binary(), bytes));
        assertArrayEquals(bytes, ScalarEncoder.bytes(new ArrowType.BinaryView(), ByteBuffer.wrap(bytes)));
        assertNull(ScalarEncoder.bytes(new ArrowType.LargeBinary(), "ü"));
    }

    @Test
    void aFillerLeavesTheMemoryAsItIs() {
        takes(new ArrowType.Int(Integer.SIZE, true), ScalarEncoder.ZERO, 4, 0);
        takes(new ArrowType.FixedSizeBinary(3), ScalarEncoder.ZERO, 8, 0);
        refuses(new ArrowType.Bool(), true);
    }
}

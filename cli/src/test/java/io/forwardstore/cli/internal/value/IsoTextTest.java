package io.forwardstore.cli.internal.value;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.arrow.vector.types.TimeUnit;
import org.junit.jupiter.api.Test;

final class IsoTextTest {
    @Test
    void fractionsHaveTheDigitsOfTheirUnit() {
        assertEquals("1970-01-01T00:00:01", IsoText.timestamp(1, TimeUnit.SECOND, ""));
        assertEquals("1970-01-01T00:00:00.001Z", IsoText.timestamp(1, TimeUnit.MILLISECOND, "Z"));
        assertEquals("1969-12-31T23:59:59.999999", IsoText.timestamp(-1, TimeUnit.MICROSECOND, ""));
        assertEquals(
                "2024-02-29T13:30:00.000000250",
                IsoText.timestamp(1_709_213_400_000_000_250L, TimeUnit.NANOSECOND, ""));
    }

    @Test
    void whatNoCalendarHoldsIsTheBareNumber() {
        assertEquals("9223372036854775807", IsoText.timestamp(Long.MAX_VALUE, TimeUnit.SECOND, "Z"));
        assertEquals("-9223372036854775808", IsoText.timestamp(Long.MIN_VALUE, TimeUnit.SECOND, ""));
        assertEquals("+292278994-08-17T07:12:55.807", IsoText.timestamp(Long.MAX_VALUE, TimeUnit.MILLISECOND, ""));
        assertEquals("86401", IsoText.time(86_401, TimeUnit.SECOND));
        assertEquals("-1", IsoText.time(-1, TimeUnit.MILLISECOND));
    }

    @Test
    void aDayEndsAtTwentyFour() {
        assertEquals("24:00:00", IsoText.time(86_400, TimeUnit.SECOND));
        assertEquals("23:59:59.999", IsoText.time(86_399_999, TimeUnit.MILLISECOND));
        assertEquals("86400001", IsoText.time(86_400_001, TimeUnit.MILLISECOND));
    }

    @Test
    void datesOfMillisecondsShowTheTimeOfDayUnlessItIsMidnight() {
        assertEquals("1969-12-31", IsoText.dateOfMillis(-86_400_000));
        assertEquals("1969-12-31T23:59:59.999", IsoText.dateOfMillis(-1));
    }

    @Test
    void durationsKeepTheirSignAndDigits() {
        assertEquals("PT0S", IsoText.duration(0, TimeUnit.NANOSECOND));
        assertEquals("PT-0.001S", IsoText.duration(-1, TimeUnit.MILLISECOND));
        assertEquals("PT-9223372036.854775808S", IsoText.duration(Long.MIN_VALUE, TimeUnit.NANOSECOND));
        assertEquals("PT90S", IsoText.duration(90_000, TimeUnit.MILLISECOND));
    }

    @Test
    void intervalsNameOnlyWhatTheyHave() {
        assertEquals("PT0S", IsoText.interval(0, 0, 0));
        assertEquals("P-14M", IsoText.interval(-14, 0, 0));
        assertEquals("P1M2DT-0.000000003S", IsoText.interval(1, 2, -3));
    }
}

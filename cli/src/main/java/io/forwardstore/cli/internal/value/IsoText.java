package io.forwardstore.cli.internal.value;

import org.apache.arrow.vector.types.TimeUnit;

import java.time.LocalDate;
import java.time.LocalTime;

/// Dates, times and durations in the forms of ISO 8601, exact in their unit.
///
/// What the calendar of `java.time` cannot hold, some 10^16 seconds from now, and times of day beyond the day are shown
/// as the bare number.
final class IsoText {
    private static final long SECONDS_A_DAY = 86_400;
    private static final long MILLIS_A_DAY = 86_400_000;

    private IsoText() {}

    /// `2024-02-29`, of days since the epoch.
    static String date(long epochDay) {
        return isCalendarDay(epochDay) ? LocalDate.ofEpochDay(epochDay).toString() : Long.toString(epochDay);
    }

    /// `2024-02-29`, of milliseconds since the epoch; with the time of day where it is not zero.
    static String dateOfMillis(long millis) {
        return Math.floorMod(millis, MILLIS_A_DAY) == 0 && isCalendarDay(millis / MILLIS_A_DAY)
                ? date(millis / MILLIS_A_DAY)
                : timestamp(millis, TimeUnit.MILLISECOND, "");
    }

    /// `13:30:00.250`, of units since midnight; `24:00:00.000` is the day's end.
    static String time(long units, TimeUnit unit) {
        long perSecond = unitsPerSecond(unit);
        long second = Math.floorDiv(units, perSecond);
        if (second < 0 || units > SECONDS_A_DAY * perSecond) {
            return Long.toString(units);
        }
        return timeOfDay(second) + fraction(Math.floorMod(units, perSecond), unit);
    }

    /// `2024-02-29T13:30:00.250Z`, of units since the epoch.
    ///
    /// @param suffix `Z` for instants, empty for local times
    static String timestamp(long units, TimeUnit unit, String suffix) {
        long perSecond = unitsPerSecond(unit);
        long second = Math.floorDiv(units, perSecond);
        long day = Math.floorDiv(second, SECONDS_A_DAY);
        if (!isCalendarDay(day)) {
            return Long.toString(units);
        }
        return date(day)
                + "T"
                + timeOfDay(Math.floorMod(second, SECONDS_A_DAY))
                + fraction(Math.floorMod(units, perSecond), unit)
                + suffix;
    }

    /// `PT90.250S`, of units.
    static String duration(long units, TimeUnit unit) {
        return "PT" + signedSeconds(units, unit) + "S";
    }

    /// `P14M3DT0.000000004S`; `PT0S` for nothing at all.
    static String interval(int months, int days, long nanos) {
        StringBuilder text = new StringBuilder("P");
        if (months != 0) {
            text.append(months).append('M');
        }
        if (days != 0) {
            text.append(days).append('D');
        }
        if (nanos != 0 || text.length() == 1) {
            text.append('T').append(signedSeconds(nanos, TimeUnit.NANOSECOND)).append('S');
        }
        return text.toString();
    }

    private static String signedSeconds(long units, TimeUnit unit) {
        long perSecond = unitsPerSecond(unit);
        long remainder = Math.abs(units % perSecond);
        String sign = units < 0 && units / perSecond == 0 ? "-" : "";
        return sign + units / perSecond + (remainder == 0 ? "" : fraction(remainder, unit));
    }

    private static boolean isCalendarDay(long epochDay) {
        return epochDay >= LocalDate.MIN.toEpochDay() && epochDay <= LocalDate.MAX.toEpochDay();
    }

    private static String timeOfDay(long second) {
        if (second == SECONDS_A_DAY) {
            return "24:00:00";
        }
        String text = LocalTime.ofSecondOfDay(second).toString();
        return text.length() == "13:30".length() ? text + ":00" : text;
    }

    private static String fraction(long units, TimeUnit unit) {
        int digits = digits(unit);
        return digits == 0 ? "" : "." + ("0".repeat(digits) + units).substring(Long.toString(units).length());
    }

    private static int digits(TimeUnit unit) {
        return switch (unit) {
            case SECOND -> 0;
            case MILLISECOND -> 3;
            case MICROSECOND -> 6;
            case NANOSECOND -> 9;
        };
    }

    private static long unitsPerSecond(TimeUnit unit) {
        return switch (unit) {
            case SECOND -> 1;
            case MILLISECOND -> 1_000;
            case MICROSECOND -> 1_000_000;
            case NANOSECOND -> 1_000_000_000;
        };
    }
}

package io.forwardstore.cli.internal.value;

import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DateMilliVector;
import org.apache.arrow.vector.DurationVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntervalDayVector;
import org.apache.arrow.vector.IntervalMonthDayNanoVector;
import org.apache.arrow.vector.IntervalYearVector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeMilliVector;
import org.apache.arrow.vector.TimeNanoVector;
import org.apache.arrow.vector.TimeSecVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/// Readers of dates, times, timestamps, durations and intervals that are not null.
final class TemporalReaders {
    private TemporalReaders() {}

    /// A reader, or null for a vector of another kind.
    static @Nullable ValueReader of(FieldVector vector) {
        return switch (vector) {
            case DateDayVector v -> (i, sink) -> sink.text(IsoText.date(v.get(i)));
            case DateMilliVector v -> (i, sink) -> sink.text(IsoText.dateOfMillis(v.get(i)));
            case TimeSecVector v -> (i, sink) -> sink.text(IsoText.time(v.get(i), TimeUnit.SECOND));
            case TimeMilliVector v -> (i, sink) -> sink.text(IsoText.time(v.get(i), TimeUnit.MILLISECOND));
            case TimeMicroVector v -> (i, sink) -> sink.text(IsoText.time(v.get(i), TimeUnit.MICROSECOND));
            case TimeNanoVector v -> (i, sink) -> sink.text(IsoText.time(v.get(i), TimeUnit.NANOSECOND));
            case TimeStampVector v -> timestamp(v, (ArrowType.Timestamp) v.getField().getType());
            case DurationVector v -> duration(v, ((ArrowType.Duration) v.getField().getType()).getUnit());
            case IntervalYearVector v -> (i, sink) -> sink.text(IsoText.interval(v.get(i), 0, 0));
            case IntervalDayVector v ->
                    (i, sink) ->
                            sink.text(
                                    IsoText.interval(
                                            0,
                                            IntervalDayVector.getDays(v.getDataBuffer(), i),
                                            IntervalDayVector.getMilliseconds(v.getDataBuffer(), i) * 1_000_000L));
            case IntervalMonthDayNanoVector v ->
                    (i, sink) ->
                            sink.text(
                                    IsoText.interval(
                                            IntervalMonthDayNanoVector.getMonths(v.getDataBuffer(), i),
                                            IntervalMonthDayNanoVector.getDays(v.getDataBuffer(), i),
                                            IntervalMonthDayNanoVector.getNanoseconds(v.getDataBuffer(), i)));
            default -> null;
        };
    }

    private static ValueReader timestamp(TimeStampVector vector, ArrowType.Timestamp type) {
        String suffix = type.getTimezone() == null ? "" : "Z";
        return (i, sink) -> sink.text(IsoText.timestamp(vector.get(i), type.getUnit(), suffix));
    }

    private static ValueReader duration(DurationVector vector, TimeUnit unit) {
        return (i, sink) -> sink.text(IsoText.duration(DurationVector.get(vector.getDataBuffer(), i), unit));
    }
}

package io.forwardstore.cli.internal.value;

/// Takes a value apart: one call for a scalar, a bracketed run of calls for a nested value.
///
/// One thread at a time.
public interface ValueSink {
    /// No value.
    void nothing();

    void bool(boolean value);

    /// An integer or decimal number, exactly as it is to be shown.
    void exact(String digits);

    /// An integer.
    void integer(long value);

    /// A single-precision number, NaN and infinities included.
    void single(float value);

    /// A double-precision number, NaN and infinities included.
    void real(double value);

    /// A string, or a date, time, duration or id in its standard form.
    void text(String value);

    void binary(byte[] value);

    void beginList();

    void endList();

    void beginStruct();

    /// The name of the field whose value comes next.
    void name(String name);

    void endStruct();
}

package io.forwardstore.cli.internal.value;

/// Takes values and forgets them: for those who read to see that it can be done.
public enum DiscardingSink implements ValueSink {
    INSTANCE;

    @Override
    public void nothing() {}

    @Override
    public void bool(boolean value) {}

    @Override
    public void exact(String digits) {}

    @Override
    public void integer(long value) {}

    @Override
    public void single(float value) {}

    @Override
    public void real(double value) {}

    @Override
    public void text(String value) {}

    @Override
    public void binary(byte[] value) {}

    @Override
    public void beginList() {}

    @Override
    public void endList() {}

    @Override
    public void beginStruct() {}

    @Override
    public void name(String name) {}

    @Override
    public void endStruct() {}
}

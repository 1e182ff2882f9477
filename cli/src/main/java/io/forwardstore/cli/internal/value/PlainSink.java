package io.forwardstore.cli.internal.value;

import java.util.Base64;

/// Values as a person writes them: scalars bare, nested values as JSON.
public final class PlainSink implements ValueSink {
    private final StringBuilder out;
    private final JsonSink json;
    private final String nothing;
    private int depth;

    /// @param out what the text is added to
    /// @param nothing what stands for no value
    public PlainSink(StringBuilder out, String nothing) {
        this.out = out;
        this.json = new JsonSink(out);
        this.nothing = nothing;
    }

    private boolean isNested() {
        return depth > 0;
    }

    @Override
    public void nothing() {
        if (isNested()) {
            json.nothing();
        } else {
            out.append(nothing);
        }
    }

    @Override
    public void bool(boolean value) {
        if (isNested()) {
            json.bool(value);
        } else {
            out.append(value);
        }
    }

    @Override
    public void exact(String digits) {
        if (isNested()) {
            json.exact(digits);
        } else {
            out.append(digits);
        }
    }

    @Override
    public void integer(long value) {
        if (isNested()) {
            json.integer(value);
        } else {
            out.append(value);
        }
    }

    @Override
    public void single(float value) {
        if (isNested()) {
            json.single(value);
        } else {
            out.append(value);
        }
    }

    @Override
    public void real(double value) {
        if (isNested()) {
            json.real(value);
        } else {
            out.append(value);
        }
    }

    @Override
    public void text(String value) {
        if (isNested()) {
            json.text(value);
        } else {
            out.append(value);
        }
    }

    @Override
    public void binary(byte[] value) {
        if (isNested()) {
            json.binary(value);
        } else {
            out.append(Base64.getEncoder().encodeToString(value));
        }
    }

    @Override
    public void beginList() {
        enter();
        json.beginList();
    }

    @Override
    public void endList() {
        json.endList();
        depth--;
    }

    @Override
    public void beginStruct() {
        enter();
        json.beginStruct();
    }

    @Override
    public void name(String name) {
        json.name(name);
    }

    @Override
    public void endStruct() {
        json.endStruct();
        depth--;
    }

    private void enter() {
        if (depth++ == 0) {
            json.restart();
        }
    }
}

package io.forwardstore.cli.internal.value;

import java.util.Base64;

/// Values as JSON (RFC 8259) without white space.
///
/// Integers and decimals are exact, whatever their size. NaN and infinities, which JSON has no numbers for, are the
/// strings `"NaN"`, `"Infinity"` and `"-Infinity"`. Binary is base64. Structs are objects, lists are arrays.
public final class JsonSink implements ValueSink {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final StringBuilder out;
    private boolean needsComma;

    /// @param out what the text is added to
    public JsonSink(StringBuilder out) {
        this.out = out;
    }

    /// Forgets what came before: the next value begins a new text.
    public void restart() {
        needsComma = false;
    }

    @Override
    public void nothing() {
        next().append("null");
    }

    @Override
    public void bool(boolean value) {
        next().append(value);
    }

    @Override
    public void exact(String digits) {
        next().append(digits);
    }

    @Override
    public void integer(long value) {
        next().append(value);
    }

    @Override
    public void single(float value) {
        if (Float.isFinite(value)) {
            next().append(value);
        } else {
            text(Float.toString(value));
        }
    }

    @Override
    public void real(double value) {
        if (Double.isFinite(value)) {
            next().append(value);
        } else {
            text(Double.toString(value));
        }
    }

    @Override
    public void text(String value) {
        next();
        quote(value);
    }

    @Override
    public void binary(byte[] value) {
        next().append('"').append(Base64.getEncoder().encodeToString(value)).append('"');
    }

    @Override
    public void beginList() {
        next().append('[');
        needsComma = false;
    }

    @Override
    public void endList() {
        out.append(']');
        needsComma = true;
    }

    @Override
    public void beginStruct() {
        next().append('{');
        needsComma = false;
    }

    @Override
    public void name(String name) {
        next();
        quote(name);
        out.append(':');
        needsComma = false;
    }

    @Override
    public void endStruct() {
        out.append('}');
        needsComma = true;
    }

    private StringBuilder next() {
        if (needsComma) {
            out.append(',');
        }
        needsComma = true;
        return out;
    }

    private void quote(String value) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> character(c);
            }
        }
        out.append('"');
    }

    private void character(char c) {
        if (c >= ' ' && c != 0x7F) {
            out.append(c);
        } else {
            out.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 0xF]);
        }
    }
}

package io.forwardstore.testkit.data;

import java.util.HexFormat;

/// Binary content as a value: equal by content, readable in messages.
///
/// @param hex two digits a byte
public record Bytes(String hex) {
    /// A copy of these bytes.
    public static Bytes of(byte[] content) {
        return new Bytes(HexFormat.of().formatHex(content));
    }

    /// A copy of the content.
    public byte[] toArray() {
        return HexFormat.of().parseHex(hex);
    }

    @Override
    public String toString() {
        return "0x" + hex;
    }
}

package io.forwardstore.cli.internal.value;

import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.LargeVarBinaryVector;
import org.apache.arrow.vector.LargeVarCharVector;
import org.apache.arrow.vector.UuidVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.ViewVarBinaryVector;
import org.apache.arrow.vector.ViewVarCharVector;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Readers of strings and binaries that are not null. Malformed UTF-8 shows replacement characters.
final class BinaryReaders {
    private BinaryReaders() {}

    /// A reader, or null for a vector of another kind.
    static @Nullable ValueReader of(FieldVector vector) {
        return switch (vector) {
            case VarCharVector v -> (i, sink) -> sink.text(utf8(v.get(i)));
            case LargeVarCharVector v -> (i, sink) -> sink.text(utf8(v.get(i)));
            case ViewVarCharVector v -> (i, sink) -> sink.text(utf8(v.get(i)));
            case VarBinaryVector v -> (i, sink) -> sink.binary(v.get(i));
            case LargeVarBinaryVector v -> (i, sink) -> sink.binary(v.get(i));
            case ViewVarBinaryVector v -> (i, sink) -> sink.binary(v.get(i));
            case FixedSizeBinaryVector v -> (i, sink) -> sink.binary(v.get(i));
            default -> null;
        };
    }

    /// UUIDs in the text form of RFC 9562.
    static ValueReader uuid(UuidVector vector) {
        FixedSizeBinaryVector storage = vector.getUnderlyingVector();
        return (i, sink) -> {
            String hex = HexFormat.of().formatHex(storage.get(i));
            sink.text(
                    String.join(
                            "-",
                            hex.substring(0, 8),
                            hex.substring(8, 12),
                            hex.substring(12, 16),
                            hex.substring(16, 20),
                            hex.substring(20)));
        };
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}

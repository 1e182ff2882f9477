package io.forwardstore.testkit.data;

import org.jspecify.annotations.Nullable;

public final class ParquetFile {
    private ParquetFile() {}

    static byte[] bytes(Dataset dataset) {
        throw new UnsupportedOperationException(dataset.name());
    }

    public static @Nullable String waiver(TypeCase type) {
        return null;
    }
}

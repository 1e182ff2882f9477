package io.forwardstore.engine.internal.parquet.schema;

/// A schema that contradicts the format; the message says what was expected. The file is named by who opens it.
public final class SchemaException extends Exception {
    private static final long serialVersionUID = 1L;

    SchemaException(String expected) {
        super(expected);
    }
}

package io.forwardstore;

/// How a dictionary-encoded column shows itself.
public enum DictionaryMode {
    /// As its values: the column's type is the dictionary's value type.
    DECODED,
    /// As its indices: a scan's reader answers the dictionaries by [org.apache.arrow.vector.ipc.ArrowReader#lookup].
    ENCODED
}

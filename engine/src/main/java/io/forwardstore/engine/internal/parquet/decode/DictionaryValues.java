package io.forwardstore.engine.internal.parquet.decode;

/// A chunk's dictionary.
///
/// @param count the values
/// @param address fixed width: the values. Else: the PLAIN page, in which each value follows its 32-bit length
/// @param starts else: where in the page each value's bytes start, as 32-bit integers
public record DictionaryValues(int count, long address, long starts) {}

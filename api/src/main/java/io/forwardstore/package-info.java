/// The forward store SPI: rows by id and columns by scan, whatever holds the bytes.
///
/// Users start at [ForwardStores]; authors of a backend implement [StorageProvider] and [ForwardStore].
@NullMarked
package io.forwardstore;

import org.jspecify.annotations.NullMarked;

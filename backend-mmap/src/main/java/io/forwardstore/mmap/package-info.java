/// The mapped backend: `MMapFileStorage`.
@NullMarked
package io.forwardstore.mmap;

import org.jspecify.annotations.NullMarked;

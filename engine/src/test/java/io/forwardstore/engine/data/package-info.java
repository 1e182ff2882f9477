/// Tables of every type for tests.
@NullMarked
package io.forwardstore.engine.data;

import org.jspecify.annotations.NullMarked;

/// Arrow arrays put together from ranges of others.
@NullMarked
package io.forwardstore.engine.internal.array.build;

import org.jspecify.annotations.NullMarked;

/// Fetch and scan over pages.
@NullMarked
package io.forwardstore.engine.internal.store;

import org.jspecify.annotations.NullMarked;

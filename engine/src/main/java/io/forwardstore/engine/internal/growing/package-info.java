/// Files of tables that grow.
@NullMarked
package io.forwardstore.engine.internal.growing;

import org.jspecify.annotations.NullMarked;

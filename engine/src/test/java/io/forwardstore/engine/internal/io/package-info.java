@NullMarked
package io.forwardstore.engine.internal.io;

import org.jspecify.annotations.NullMarked;

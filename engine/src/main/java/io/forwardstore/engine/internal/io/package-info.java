/// Files that appear whole or not at all.
@NullMarked
package io.forwardstore.engine.internal.io;

import org.jspecify.annotations.NullMarked;

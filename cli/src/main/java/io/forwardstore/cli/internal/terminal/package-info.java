/// The terminal: whether there is one, and what may be drawn on it.
@NullMarked
package io.forwardstore.cli.internal.terminal;

import org.jspecify.annotations.NullMarked;

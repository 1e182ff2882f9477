/// Values of Arrow vectors as text.
@NullMarked
package io.forwardstore.cli.internal.value;

import org.jspecify.annotations.NullMarked;

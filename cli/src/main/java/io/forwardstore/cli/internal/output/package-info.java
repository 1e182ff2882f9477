/// Rows in the formats of the command line.
@NullMarked
package io.forwardstore.cli.internal.output;

import org.jspecify.annotations.NullMarked;

/// `fstore`, the command line.
@NullMarked
package io.forwardstore.cli;

import org.jspecify.annotations.NullMarked;

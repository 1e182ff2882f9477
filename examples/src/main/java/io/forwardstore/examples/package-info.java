/// Small programs that use forwardstore as an application would; `examples/README.md` tells how to run them.
@NullMarked
package io.forwardstore.examples;

import org.jspecify.annotations.NullMarked;

/// Hostile bytes for tests: mutants of well-formed files, and what reading them must end in.
@NullMarked
package io.forwardstore.engine.hostile;

import org.jspecify.annotations.NullMarked;

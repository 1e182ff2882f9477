@NullMarked
package io.forwardstore.engine.internal.ipc.write;

import org.jspecify.annotations.NullMarked;

/// The Arrow IPC file and stream formats.
@NullMarked
package io.forwardstore.engine.internal.ipc;

import org.jspecify.annotations.NullMarked;

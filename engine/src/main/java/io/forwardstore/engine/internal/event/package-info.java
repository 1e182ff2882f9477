/// What JDK Flight Recorder is told.
///
/// Every event has a `start` that answers null unless somebody records such events: the switch it asks is a constant to
/// the compiler, so that nothing is left of it while nobody does.
@NullMarked
package io.forwardstore.engine.internal.event;

import org.jspecify.annotations.NullMarked;

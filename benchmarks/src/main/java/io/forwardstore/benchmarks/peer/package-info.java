/// Libraries that can hold the benchmarks' table, all asked the same questions.
///
/// A [io.forwardstore.benchmarks.peer.Peer] is one library over one form of the table. To add one, write a class that
/// implements [io.forwardstore.benchmarks.peer.PeerFamily] with `@AutoService(PeerFamily.class)`: the benchmarks, their
/// correctness gate, the tests and the report take it from there.
@NullMarked
package io.forwardstore.benchmarks.peer;

import org.jspecify.annotations.NullMarked;

package io.forwardstore.benchmarks.peer;

import java.util.List;

/// The peers of one library; found by `ServiceLoader`.
public interface PeerFamily {
    /// Its peers, in the order of the report.
    List<Peer> peers();
}

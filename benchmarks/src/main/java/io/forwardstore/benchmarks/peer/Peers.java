package io.forwardstore.benchmarks.peer;

import java.util.List;
import java.util.ServiceLoader;

/// All peers.
public final class Peers {
    private Peers() {}

    /// Every peer of every family.
    public static List<Peer> all() {
        return ServiceLoader.load(PeerFamily.class).stream().flatMap(family -> family.get().peers().stream()).toList();
    }

    /// The peer of that name.
    ///
    /// @throws IllegalArgumentException if there is none, with the names that there are
    public static Peer byName(String name) {
        List<Peer> all = all();
        return all.stream()
                .filter(peer -> peer.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "No peer named '" + name + "'. Available: " + all.stream().map(Peer::name).toList()));
    }
}

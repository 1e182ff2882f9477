package io.forwardstore.benchmarks;

import io.forwardstore.benchmarks.peer.BenchmarkFiles;
import io.forwardstore.benchmarks.peer.Case;
import io.forwardstore.benchmarks.peer.OpenTable;
import io.forwardstore.benchmarks.peer.Peer;
import io.forwardstore.benchmarks.peer.Peers;
import io.forwardstore.benchmarks.peer.StorePeers;
import io.forwardstore.benchmarks.peer.Tally;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What else runs in the JVM of a measurement: this project's backends over the same form of the table.
final class Company {
    private static final long NANOS = Duration.ofSeconds(2).toNanos();

    private Company() {}

    /// Has all backends answer a case in turn, until the compiler has seen the memory of each.
    static void ask(Peer like, Case question, BenchmarkFiles files) throws Exception {
        List<OpenTable> tables = new ArrayList<>();
        try {
            for (Peer peer : Peers.all()) {
                if (peer.form() == like.form() && StorePeers.isOurs(peer) && peer.cases().contains(question)) {
                    peer.prepare(files);
                    tables.add(peer.open(files));
                }
            }
            Requests requests = new Requests(Math.max(1, question.rows()));
            long end = System.nanoTime() + NANOS;
            while (System.nanoTime() < end) {
                for (OpenTable table : tables) {
                    Tally tally = new Tally();
                    if (question.isScan()) {
                        table.scan(question.columns(like.form()), tally);
                    } else {
                        table.fetch(question.columns(like.form()), requests.next(), tally);
                    }
                }
            }
        } finally {
            for (OpenTable table : tables) {
                table.close();
            }
        }
    }
}

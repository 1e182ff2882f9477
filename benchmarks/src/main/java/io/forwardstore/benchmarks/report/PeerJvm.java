package io.forwardstore.benchmarks.report;

import io.forwardstore.benchmarks.Flags;
import io.forwardstore.benchmarks.peer.Case;
import io.forwardstore.benchmarks.peer.Peer;
import io.forwardstore.benchmarks.peer.Peers;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A JVM in which one peer answers all its cases, one after the other: alone, and started once.
public final class PeerJvm {
    private static final int LIMIT_MINUTES = 10;

    private PeerJvm() {}

    /// Has a peer answer its cases in a JVM of its own, and adds the figures. What goes wrong is in the log.
    static void run(Peer peer, Plan plan, Path log, Figures figures) throws IOException, InterruptedException {
        Path results = Files.createTempFile("figures", ".tsv");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(Flags.all().split(" ")));
        command.addAll(Harness.properties());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), PeerJvm.class.getName()));
        command.addAll(List.of(peer.name(), plan.name(), results.toString()));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(Redirect.appendTo(log.toFile()))
                        .start();
        if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
        }
        new FigureFile(results).readInto(figures);
        Files.delete(results);
    }

    /// @param arguments the peer's name, the plan's name and the file for the figures
    public static void main(String... arguments) throws Exception {
        Peer peer = Peers.byName(arguments[0]);
        Harness harness = new Harness(Plan.byName(arguments[1]).pace(), null);
        FigureFile results = new FigureFile(Path.of(arguments[2]));
        for (Case question : Case.values()) {
            if (peer.cases().contains(question)) {
                Stage stage = Stage.of(Plan.PEERS + question.method()).with("peer", List.of(peer.name()));
                for (Figure figure : harness.runHere(stage.with("company", List.of("alone")))) {
                    results.append(stage.benchmark(), figure);
                }
            }
        }
        // libraries may have left threads running
        System.exit(0);
    }
}

package io.forwardstore.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.forwardstore.benchmarks.peer.Bar;
import io.forwardstore.benchmarks.peer.Case;
import io.forwardstore.benchmarks.peer.Peer;
import io.forwardstore.benchmarks.peer.Peers;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

final class PlanTest {
    private static Stream<Stage> stages() {
        return Plan.SHORT.forks().stream().flatMap(fork -> fork.stages().stream());
    }

    @Test
    void everyPeerAnswersAllItsCasesOnceByItself() {
        List<String> expected = new ArrayList<>();
        for (Peer peer : Peers.all()) {
            for (Case question : peer.cases()) {
                expected.add(Plan.PEERS + question.method() + " " + List.of(peer.name()));
            }
        }
        List<String> planned =
                stages().filter(stage -> stage.threads() == 1)
                        .filter(stage -> List.of("alone").equals(stage.parameters().get("company")))
                        .map(stage -> stage.benchmark() + " " + stage.parameters().get("peer"))
                        .toList();
        assertEquals(expected.stream().sorted().toList(), planned.stream().sorted().toList());
    }

    @Test
    void everyBarHasAJvmOfItsOwn() {
        List<List<String>> bars =
                Plan.SHORT.forks().stream()
                        .filter(fork -> fork.stages().getFirst().benchmark().equals(Plan.BARS))
                        .peek(fork -> assertEquals(1, fork.size()))
                        .map(fork -> fork.stages().getFirst().parameters().get("bar"))
                        .toList();
        assertEquals(Arrays.stream(Bar.values()).map(bar -> List.of(bar.name())).toList(), bars);
    }
}

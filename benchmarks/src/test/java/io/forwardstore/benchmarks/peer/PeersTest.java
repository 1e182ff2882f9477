package io.forwardstore.benchmarks.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Every peer answers as the generator of the table says, or it is not worth timing.
final class PeersTest {
    private static final int ROWS = 10_000;

    @TempDir private static Path folder;

    @TestFactory
    Stream<DynamicContainer> everyPeerAnswersItsCasesAsTheGeneratorDoes() {
        BenchmarkFiles files = new BenchmarkFiles(folder, ROWS);
        return Peers.all().stream()
                .map(peer ->
                        dynamicContainer(
                                peer.name(),
                                peer.cases().stream().sorted().map(question -> answers(peer, question, files))));
    }

    private static DynamicTest answers(Peer peer, Case question, BenchmarkFiles files) {
        return dynamicTest(
                question.name(),
                () -> {
                    assertFalse(peer.prepare(files).isEmpty());
                    try (OpenTable table = peer.open(files)) {
                        new Gate(peer, files).check(table, question);
                    }
                });
    }

    @Test
    void everyLibraryOfTheComparisonIsThere() {
        List<String> libraries = Peers.all().stream().map(Peer::library).toList();
        for (String name :
                List.of(
                        "MMapFileStorage",
                        "MemoryStorage",
                        "BufferPoolStorage",
                        "floor",
                        "Lucene",
                        "RocksDB",
                        "DuckDB",
                        "Lance",
                        "Arrow C++",
                        "arrow-vector",
                        "parquet-java",
                        "Hardwood")) {
            assertTrue(libraries.stream().anyMatch(library -> library.startsWith(name)), name);
        }
    }

    @Test
    void namesAreUnique() {
        List<String> names = Peers.all().stream().map(Peer::name).toList();
        assertEquals(names.size(), new TreeSet<>(names).size());
    }

    @Test
    void anUnknownPeerIsRefusedWithTheNamesThereAre() {
        var refusal = assertThrows(IllegalArgumentException.class, () -> Peers.byName("Rocks"));
        assertTrue(refusal.getMessage().contains("RocksDB @ best"), refusal.getMessage());
    }
}

package io.forwardstore.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.benchmarks.ProcessProfiler;
import io.forwardstore.benchmarks.Ratios;
import io.forwardstore.benchmarks.peer.Bar;
import io.forwardstore.benchmarks.peer.Case;
import io.forwardstore.benchmarks.peer.Peer;
import io.forwardstore.benchmarks.peer.Peers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.xml.parsers.DocumentBuilderFactory;

/// The page shows every figure, says who lost and by how much, and what failed.
final class ReportTest {
    private static final String LOSER = "RocksDB";
    private static final String WINNER = "Lance";

    @TempDir private Path folder;

    /// Everybody takes 10 µs, but the winner 5 and the loser 20.
    private static Figures figures() {
        Figures figures = new Figures();
        for (Peer peer : Peers.all()) {
            for (Case question : peer.cases()) {
                double micros = peer.library().equals(WINNER) ? 5 : peer.library().equals(LOSER) ? 20 : 10;
                figures.add(
                        Plan.PEERS + question.method(),
                        List.of(figure(micros, "peer", peer.name(), "company", "alone", "threads", "1")));
            }
        }
        return figures;
    }

    private static Figure figure(double micros, String... parameters) {
        Map<String, String> named =
                Map.of(parameters[0], parameters[1], parameters[2], parameters[3], parameters[4], parameters[5]);
        return new Figure(named, micros, micros, micros, Map.of(Figure.ALLOCATED, 1_800.0));
    }

    private String write(Figures figures) throws IOException {
        new Report(folder, figures).write("./fstore bench --peers", Plan.SHORT, 12);
        return Files.readString(folder.resolve("benchmarks.md"));
    }

    @Test
    void thePageSaysThatItIsGeneratedAndHow() throws IOException {
        String page = write(figures());
        assertTrue(page.contains("generated"), page);
        assertTrue(page.contains("./fstore bench --peers"), page);
    }

    @Test
    void whoeverIsFasterIsShownInBoldAndInWords() throws IOException {
        String page = write(figures());
        assertTrue(page.contains("**0.50**"), page);
        assertTrue(
                page.contains("FETCH100: Lance takes 5.00 µs, MMapFileStorage takes 10.0 µs (2.00 times as long)"),
                page);
        assertFalse(page.contains("FETCH100: RocksDB takes"), page);
    }

    @Test
    void aKnownLossHasItsReason() throws IOException {
        Figures figures = new Figures();
        figures.add(
                Plan.PEERS + "fetch1",
                List.of(
                        figure(9, "peer", "MMapFileStorage @ best", "company", "alone", "threads", "1"),
                        figure(1, "peer", "arrow-vector getters @ best", "company", "alone", "threads", "1")));
        String page = write(figures);
        assertTrue(page.contains("MMapFileStorage takes 9.00 µs (9.00 times as long). It makes no answer"), page);
    }

    @Test
    void aBarIsMetOrMissed() throws IOException {
        Figures figures = figures();
        figures.add(Plan.BARS, List.of(pair(Bar.FETCH100_LUCENE, 0.46), pair(Bar.FETCH1_LUCENE, 0.9)));
        String page = write(figures);
        assertTrue(page.contains("| 4.60 µs / 10.0 µs | 0.46 (0.36–0.56) | ≤ 0.50 | met |"), page);
        assertTrue(page.contains("| 9.00 µs / 10.0 µs | 0.90 (0.80–1.00) | ≤ 0.50 | **missed** |"), page);
        assertTrue(page.contains("| failed | ≤ 0.0050 |"), page);
        assertTrue(page.contains("- FETCH1 beside Lucene doc values @ best: " + Bar.FETCH1_LUCENE.reason()), page);
        assertFalse(page.contains(Bar.OPEN_SIZE.reason()), page);
    }

    private static Figure pair(Bar bar, double ratio) {
        Map<String, Double> counts =
                Map.of(
                        Ratios.MEDIAN,
                        ratio,
                        Ratios.LOWER,
                        ratio - 0.1,
                        Ratios.UPPER,
                        ratio + 0.1,
                        Ratios.OURS,
                        ratio * 10,
                        Ratios.OTHERS,
                        10.0);
        return new Figure(Map.of("bar", bar.name()), 1, 1, 1, counts);
    }

    @Test
    void aPeerWithoutAFigureIsShownAsFailed() throws IOException {
        Figures none = new Figures();
        none.add(Plan.PEERS + Case.FETCH1.method(), List.of());
        assertTrue(write(none).contains("| RocksDB | failed |"), write(none));
    }

    @Test
    void faultsWhileMeasuringAreShown() throws IOException {
        Figures figures = figures();
        figures.add(
                Plan.PEERS + "fetch1",
                List.of(new Figure(Map.of("peer", "cold"), 1, 1, 1, Map.of(ProcessProfiler.MAJOR_FAULTS, 3.0))));
        String page = write(figures);
        assertTrue(page.contains("1 had any"), page);
        assertTrue(page.contains("PeerBenchmark.fetch1 {peer=cold} | 3 |"), page);
    }

    @Test
    void everyPictureOfThePageIsWrittenAndWellFormed() throws Exception {
        Matcher pictures = Pattern.compile("!\\[[^]]*]\\(([^)]+)\\)").matcher(write(figures()));
        int count = 0;
        while (pictures.find()) {
            Path picture = folder.resolve(pictures.group(1));
            DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(picture.toFile());
            count++;
        }
        assertTrue(count >= 3, "pictures: " + count);
    }

    @Test
    void figuresPassFromOneJvmToAnotherUnchanged() throws IOException {
        FigureFile file = new FigureFile(folder.resolve("figures.tsv"));
        Figure figure = figure(0.1, "peer", "RocksDB @ best", "company", "alone", "threads", "1");
        file.append("PeerBenchmark.fetch1", figure);
        Figures read = new Figures();
        file.readInto(read);
        assertEquals(Map.of("PeerBenchmark.fetch1", List.of(figure)), read.all());
    }

    @Test
    void timesHaveThreeDigitsThatCount() {
        assertEquals("0.28 µs", Markdown.time(0.281));
        assertEquals("11.1 µs", Markdown.time(11.12));
        assertEquals("1,375 µs", Markdown.time(1_375));
        assertEquals("24.5 ms", Markdown.time(24_500));
        assertEquals("400 ms", Markdown.time(400_090));
    }
}

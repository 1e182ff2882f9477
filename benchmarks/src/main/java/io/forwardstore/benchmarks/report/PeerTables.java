package io.forwardstore.benchmarks.report;

import io.forwardstore.benchmarks.peer.Case;
import io.forwardstore.benchmarks.peer.FloorPeers;
import io.forwardstore.benchmarks.peer.KnownLoss;
import io.forwardstore.benchmarks.peer.Peer;
import io.forwardstore.benchmarks.peer.Peers;
import io.forwardstore.benchmarks.peer.StorePeers;
import io.forwardstore.benchmarks.peer.TableForm;
import io.forwardstore.engine.internal.plot.BarPlot;
import io.forwardstore.engine.internal.plot.BarPlot.Bar;
import io.forwardstore.engine.internal.plot.BarPlot.Panel;
import io.forwardstore.engine.internal.plot.BarPlot.Scale;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// The peers over one form of the table, side by side.
///
/// @param form of the table
/// @param figures of everything
record PeerTables(TableForm form, Figures figures) {
    /// Who the others are compared with.
    static final String BASE = StorePeers.BACKENDS.getFirst();

    private static final String NOT_THERE = "–";

    /// The times: a row a peer, a column a case.
    void writeTimes(Markdown page) {
        page.table(
                heads("peer"),
                rows((peer, question) -> {
                    Figure figure = figure(peer, question);
                    return figure == null ? "failed" : Markdown.time(figure.micros());
                }));
    }

    /// The times as multiples of the mapped backend's. Less than 1 is a loss, and set in bold.
    void writeRatios(Markdown page) {
        page.table(
                heads("time / time of " + BASE),
                rows((peer, question) -> {
                    Double ratio = ratio(peer, question);
                    if (ratio == null) {
                        return NOT_THERE;
                    }
                    String text = Markdown.digits(ratio);
                    return ratio < 1 ? "**" + text + "**" : text;
                }));
    }

    /// What there is to say of each case that another library answers sooner than every backend of this project.
    List<String> losses() {
        List<String> losses = new ArrayList<>();
        for (Case question : cases()) {
            Peer ours = fastestOfOurs(question);
            if (ours != null) {
                peers().stream()
                        .filter(peer -> !FloorPeers.isFloor(peer) && micros(peer, question) < micros(ours, question))
                        .forEach(peer -> losses.add(loss(question, peer, ours)));
            }
        }
        return losses;
    }

    private String loss(Case question, Peer winner, Peer ours) {
        String times =
                "%s: %s takes %s, %s takes %s (%s times as long)"
                        .formatted(
                                title(question),
                                winner.library(),
                                Markdown.time(micros(winner, question)),
                                ours.library(),
                                Markdown.time(micros(ours, question)),
                                Markdown.digits(micros(ours, question) / micros(winner, question)));
        return KnownLoss.reason(question, winner).map(reason -> times + ". " + reason).orElse(times);
    }

    private @Nullable Peer fastestOfOurs(Case question) {
        return peers().stream()
                .filter(peer -> StorePeers.isOurs(peer) && figure(peer, question) != null)
                .min(Comparator.comparingDouble(peer -> micros(peer, question)))
                .orElse(null);
    }

    /// The time of an operation; endless if there is no figure.
    private double micros(Peer peer, Case question) {
        Figure figure = figure(peer, question);
        return figure == null ? Double.MAX_VALUE : figure.micros();
    }

    /// The heap that an operation allocates.
    void writeAllocations(Markdown page, Case question) {
        List<List<String>> rows = new ArrayList<>();
        for (Peer peer : peers()) {
            Figure figure = figure(peer, question);
            if (figure != null) {
                rows.add(List.of(peer.library(), "%,.0f".formatted(figure.count(Figure.ALLOCATED))));
            }
        }
        page.table(List.of("peer", "bytes / " + title(question)), rows);
    }

    /// The times as a picture.
    String picture() {
        List<Panel> panels = new ArrayList<>();
        for (Case question : cases()) {
            List<Bar> bars = new ArrayList<>();
            for (Peer peer : peers()) {
                Figure figure = figure(peer, question);
                if (figure != null) {
                    bars.add(new Bar(peer.library(), figure.micros(), Markdown.time(figure.micros())));
                }
            }
            if (!bars.isEmpty()) {
                panels.add(new Panel(title(question) + " (median, shorter is better, logarithmic)", bars));
            }
        }
        return new BarPlot("Time of an operation: " + form.title(), panels, Scale.LOGARITHMIC).svg();
    }

    /// What a cell says of a peer that answers the case.
    @FunctionalInterface
    private interface Cell {
        String of(Peer peer, Case question);
    }

    private List<List<String>> rows(Cell cell) {
        List<List<String>> rows = new ArrayList<>();
        for (Peer peer : peers()) {
            List<String> row = new ArrayList<>(List.of(peer.library()));
            for (Case question : cases()) {
                row.add(peer.cases().contains(question) ? cell.of(peer, question) : NOT_THERE);
            }
            rows.add(row);
        }
        return rows;
    }

    private List<String> heads(String first) {
        List<String> heads = new ArrayList<>(List.of(first));
        cases().forEach(question -> heads.add(title(question)));
        return heads;
    }

    /// The cases that were measured and that anybody answers.
    List<Case> cases() {
        return Arrays.stream(Case.values())
                .filter(question -> figures.wasRun(Plan.PEERS + question.method()))
                .filter(question -> peers().stream().anyMatch(peer -> peer.cases().contains(question)))
                .toList();
    }

    /// This project's backends first, then floors, then the others.
    private List<Peer> peers() {
        return Peers.all().stream()
                .filter(peer -> peer.form() == form)
                .sorted(Comparator.comparingInt(peer -> StorePeers.isOurs(peer) ? 0 : FloorPeers.isFloor(peer) ? 1 : 2))
                .toList();
    }

    private @Nullable Double ratio(Peer peer, Case question) {
        Figure figure = figure(peer, question);
        Figure base =
                figures.find(Plan.PEERS + question.method(), "peer", BASE + " @ " + form.id(), "company", "alone");
        return figure == null || base == null ? null : figure.micros() / base.micros();
    }

    private @Nullable Figure figure(Peer peer, Case question) {
        return figures.find(Plan.PEERS + question.method(), "peer", peer.name(), "company", "alone", "threads", "1");
    }

    static String title(Case question) {
        return question.name().toUpperCase(Locale.ROOT).replace("SCAN_ALL", "SCAN all");
    }
}

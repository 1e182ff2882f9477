package io.forwardstore.benchmarks.peer;

import static io.forwardstore.benchmarks.peer.Case.FETCH1;

import java.util.Arrays;
import java.util.Optional;

/// Why another library answers a case sooner, as was measured.
public enum KnownLoss {
    /// A row of vectors that lie in memory.
    ARROW_GETTERS(
            FETCH1,
            "arrow-vector getters",
            "It makes no answer: it reads four values where they lie, in vectors of the whole table that it loaded"
                    + " before. Making and closing an answer of four vectors is most of what ours takes."),
    /// A row of doc values.
    LUCENE(FETCH1, "Lucene doc values", Bar.FETCH1_LUCENE.reason());

    private final Case question;
    private final String library;
    private final String reason;

    KnownLoss(Case question, String library, String reason) {
        this.question = question;
        this.library = library;
        this.reason = reason;
    }

    /// The reason; empty if none is known.
    public static Optional<String> reason(Case question, Peer winner) {
        return Arrays.stream(values())
                .filter(loss -> loss.question == question && loss.library.equals(winner.library()))
                .map(loss -> loss.reason)
                .findFirst();
    }
}

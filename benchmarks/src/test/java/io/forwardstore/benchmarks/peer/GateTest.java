package io.forwardstore.benchmarks.peer;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;

/// The gate lets the generator itself pass, and nobody who is a little wrong.
final class GateTest {
    private static final int ROWS = 1_000;

    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource
    void theGeneratorPasses(Case question) throws Exception {
        check(question, row -> row);
    }

    @ParameterizedTest
    @EnumSource
    void anotherRowIsFound(Case question) {
        assertThrows(WrongAnswerException.class, () -> check(question, row -> row % 2 == 0 ? row + 1 : row));
    }

    @Test
    void aRepeatedRowAnsweredOnceIsFound() {
        Fake once =
                new Fake(row -> row) {
                    @Override
                    public void fetch(Columns columns, long[] rows, Tally tally) {
                        super.fetch(columns, LongStream.of(rows).distinct().toArray(), tally);
                    }
                };
        assertThrows(
                WrongAnswerException.class,
                () -> new Gate(new FakePeer(), new BenchmarkFiles(folder, ROWS)).check(once, Case.FETCH100));
    }

    private void check(Case question, LongUnaryOperator rows) throws Exception {
        new Gate(new FakePeer(), new BenchmarkFiles(folder, ROWS)).check(new Fake(rows), question);
    }

    private static class Fake implements OpenTable {
        private final LongUnaryOperator actualRow;

        Fake(LongUnaryOperator actualRow) {
            this.actualRow = actualRow;
        }

        @Override
        public void fetch(Columns columns, long[] rows, Tally tally) {
            add(columns, LongStream.of(rows), tally);
        }

        @Override
        public void scan(Columns columns, Tally tally) {
            add(columns, LongStream.range(0, ROWS), tally);
        }

        private void add(Columns columns, LongStream rows, Tally tally) {
            Expected.add(columns, rows.map(actualRow), tally);
        }

        @Override
        public void close() {}
    }

    private static final class FakePeer implements Peer {
        @Override
        public String library() {
            return "fake";
        }

        @Override
        public TableForm form() {
            return TableForm.BEST;
        }

        @Override
        public Set<Case> cases() {
            return EnumSet.allOf(Case.class);
        }

        @Override
        public List<Path> prepare(BenchmarkFiles files) {
            return List.of();
        }

        @Override
        public OpenTable open(BenchmarkFiles files) {
            return new Fake(row -> row);
        }
    }
}

package io.forwardstore.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class QuickstartTest {
    @Test
    void fetchesAndScans() throws Exception {
        assertEquals(
                """
                _row_id_\tname
                42\tproduct 42
                7\tproduct 7
                999\tproduct 999
                All 1000 products together cost 4500
                """,
                Output.of(() -> Quickstart.main(new String[0])));
    }
}

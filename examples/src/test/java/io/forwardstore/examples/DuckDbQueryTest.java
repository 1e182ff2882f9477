package io.forwardstore.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class DuckDbQueryTest {
    @Test
    @Tag("arrow-c-data")
    void asksInSqlWhatAStoreHolds() throws Exception {
        assertEquals(
                """
                product 3: 3.0 stars, reviews from row 30
                product 7: 3.0 stars, reviews from row 70
                product 10: 3.0 stars, reviews from row 100
                """,
                Output.of(() -> DuckDbQuery.main(new String[0])));
    }
}

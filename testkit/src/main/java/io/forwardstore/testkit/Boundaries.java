package io.forwardstore.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.forwardstore.testkit.data.Dataset;
import io.forwardstore.testkit.data.Datasets;
import io.forwardstore.testkit.data.Format;

import java.util.ArrayList;
import java.util.List;

/// Tables whose sizes lie at the borders of blocks and pages.
final class Boundaries {
    private static final int BLOCK_ROWS = 3 * Dataset.DEFAULT_PAGE_ROWS + 1;

    private Boundaries() {}

    /// Tables of 0 and 1 row, of a page, a block and several blocks, each with a row less and a row more.
    static List<Dataset> tables(Format format) {
        List<Dataset> tables = new ArrayList<>();
        tables.add(Datasets.boundary(0, BLOCK_ROWS));
        tables.add(Datasets.boundary(1, BLOCK_ROWS));
        for (int size : List.of(Dataset.DEFAULT_PAGE_ROWS, BLOCK_ROWS, 3 * BLOCK_ROWS)) {
            for (int difference = -1; difference <= 1; difference++) {
                tables.add(Datasets.boundary(size + difference, BLOCK_ROWS));
            }
        }
        tables.add(Datasets.boundary(20, 1));
        if (format == Format.ARROW_IPC) {
            tables.add(Datasets.emptyBlocks());
        }
        return tables;
    }

    /// Only a format whose null columns take no space can hold so many rows in a test.
    static void assumeHoldsMoreRowsThanInt(Fixture fixture) {
        assumeTrue(
                fixture.format() == Format.ARROW_IPC && !fixture.subject().waivers().containsKey("null"),
                "a table of more rows than 32 bits count is made as an Arrow IPC file only");
    }
}

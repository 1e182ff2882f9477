package io.forwardstore.cli;

/// Rows as the user gives them: `a:b` for the rows from `a` to `b`, exclusive; either may be left out.
///
/// @param firstRow the first row
/// @param endRow the row after the last one, [Long#MAX_VALUE] for the table's end
record RowRange(long firstRow, long endRow) {
    static final RowRange ALL = new RowRange(0, Long.MAX_VALUE);

    static RowRange parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw invalid(text);
        }
        String first = text.substring(0, colon).strip();
        String end = text.substring(colon + 1).strip();
        RowRange range =
                new RowRange(
                        first.isEmpty() ? 0 : parseRow(text, first),
                        end.isEmpty() ? Long.MAX_VALUE : parseRow(text, end));
        if (range.firstRow < 0 || range.endRow < range.firstRow) {
            throw invalid(text);
        }
        return range;
    }

    /// The first `limit` rows of this range within a table of `rowCount` rows.
    RowRange limitedTo(long limit, long rowCount) {
        long first = Math.min(firstRow, rowCount);
        long end = endRow == Long.MAX_VALUE ? rowCount : endRow;
        return end - first <= limit ? new RowRange(first, end) : new RowRange(first, first + limit);
    }

    private static long parseRow(String text, String number) {
        try {
            return Long.parseLong(number);
        } catch (NumberFormatException e) {
            throw invalid(text);
        }
    }

    private static UsageException invalid(String text) {
        return new UsageException("Invalid row range '" + text + "': expected FIRST:END such as 100:200, 100: or :200");
    }
}

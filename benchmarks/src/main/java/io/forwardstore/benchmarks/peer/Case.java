package io.forwardstore.benchmarks.peer;

import java.util.EnumSet;
import java.util.Set;

/// The questions that peers are asked.
public enum Case {
    /// One random row.
    FETCH1("fetch1", Columns.FOUR, 1),
    /// 100 random rows, unsorted.
    FETCH100("fetch100", Columns.FOUR, 100),
    /// 1,000 random rows, unsorted.
    FETCH1000("fetch1000", Columns.FOUR, 1_000),
    /// 100 random rows with their embeddings.
    FETCH100V("fetch100v", Columns.EMBEDDING, 100),
    /// Two columns of all rows.
    SCAN2("scan2", Columns.TWO, 0),
    /// Four columns of all rows.
    SCAN4("scan4", Columns.FOUR, 0),
    /// All columns of all rows.
    SCAN_ALL("scanAll", Columns.ALL, 0),
    /// A fresh open, the first row, close.
    OPEN("open", Columns.FOUR, 1);

    /// Fetches of the columns without nesting.
    public static final Set<Case> FLAT_FETCHES = Set.copyOf(EnumSet.of(FETCH1, FETCH100, FETCH1000));

    /// All fetches.
    public static final Set<Case> FETCHES = Set.copyOf(EnumSet.of(FETCH1, FETCH100, FETCH1000, FETCH100V));

    /// All scans.
    public static final Set<Case> SCANS = Set.copyOf(EnumSet.of(SCAN2, SCAN4, SCAN_ALL));

    private final String method;
    private final Columns columns;
    private final int rows;

    Case(String method, Columns columns, int rows) {
        this.method = method;
        this.columns = columns;
        this.rows = rows;
    }

    /// The benchmark's method.
    public String method() {
        return method;
    }

    /// The case of a benchmark's method.
    ///
    /// @param method its name, which may be qualified
    public static Case ofMethod(String method) {
        String name = method.substring(method.lastIndexOf('.') + 1);
        for (Case question : values()) {
            if (question.method.equals(name)) {
                return question;
            }
        }
        throw new IllegalArgumentException("No case has the method " + method);
    }

    /// The columns asked for of a form of the table.
    public Columns columns(TableForm form) {
        return this == SCAN_ALL ? form.everything() : columns;
    }

    /// The rows of a fetch; 0 for a scan.
    public int rows() {
        return rows;
    }

    /// True if all rows are read.
    public boolean isScan() {
        return rows == 0;
    }

    /// The union of sets of cases.
    @SafeVarargs
    static Set<Case> union(Set<Case>... sets) {
        EnumSet<Case> union = EnumSet.noneOf(Case.class);
        for (Set<Case> set : sets) {
            union.addAll(set);
        }
        return union;
    }
}

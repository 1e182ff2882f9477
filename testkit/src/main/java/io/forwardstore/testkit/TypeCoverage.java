package io.forwardstore.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.forwardstore.ForwardStore;
import io.forwardstore.ScanOptions;
import io.forwardstore.testkit.data.Dataset;
import io.forwardstore.testkit.data.Datasets;
import io.forwardstore.testkit.data.Format;
import io.forwardstore.testkit.data.Nulls;
import io.forwardstore.testkit.data.TypeCase;

import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType.ArrowTypeID;
import org.apache.arrow.vector.types.pojo.Schema;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Every type, with every pattern of nulls, through every operation.
///
/// What was checked is noted combination by combination and held against the full product in the end: a combination
/// that was neither checked nor waived, by the format or by the backend, is a failure.
final class TypeCoverage {
    private enum Operation {
        FETCH,
        FETCH_ONE,
        SCAN,
        SCAN_REBATCHED
    }

    private record Combination(String type, Nulls nulls, Operation operation) implements Comparable<Combination> {
        @Override
        public int compareTo(Combination other) {
            return toString().compareTo(other.toString());
        }
    }

    private static final List<Integer> BLOCK_ROWS = List.of(37, 5, 20);

    private final Fixture fixture;
    private final Set<Combination> checked = new HashSet<>();
    private final List<String> failures = new ArrayList<>();

    private TypeCoverage(Fixture fixture) {
        this.fixture = fixture;
    }

    /// The types that the fixture's format can hold and its backend serves.
    static List<TypeCase> served(Fixture fixture) {
        return TypeCase.all().stream()
                .filter(type -> !fixture.subject().waivers().containsKey(type.name()))
                .filter(type -> !isWaived(type, fixture.format()))
                .toList();
    }

    /// True if the backend waives no type of that kind.
    static boolean serves(Fixture fixture, Schema schema) {
        Set<ArrowTypeID> waived =
                TypeCase.all().stream()
                        .filter(type -> fixture.subject().waivers().containsKey(type.name()))
                        .map(type -> type.type().getTypeID())
                        .collect(Collectors.toSet());
        return schema.getFields().stream().noneMatch(field -> waived.contains(field.getType().getTypeID()));
    }

    private static boolean isWaived(TypeCase type, Format format) {
        return !format.holds(type);
    }

    /// Checks every combination.
    static void run(Fixture fixture) throws IOException {
        TypeCoverage coverage = new TypeCoverage(fixture);
        for (Nulls nulls : Nulls.values()) {
            coverage.check(nulls);
        }
        assertEquals(List.of(), coverage.failures, "types that are not answered as they are");
        assertEquals(Set.of(), coverage.unchecked(), "combinations neither checked nor waived");
    }

    private void check(Nulls nulls) throws IOException {
        List<TypeCase> types = served(fixture).stream().filter(type -> type.allows(nulls)).toList();
        Dataset dataset = Datasets.ofTypes(types, nulls, BLOCK_ROWS);
        ForwardStore store = fixture.open(dataset);
        for (TypeCase type : types) {
            for (Operation operation : Operation.values()) {
                Combination combination = new Combination(type.name(), nulls, operation);
                try {
                    check(store, dataset, List.of(type.name()), operation);
                } catch (AssertionError | RuntimeException | IOException e) {
                    failures.add(combination + ": " + e);
                }
                checked.add(combination);
            }
        }
    }

    private static void check(ForwardStore store, Dataset dataset, List<String> columns, Operation operation)
            throws IOException {
        switch (operation) {
            case FETCH -> {
                Checks.fetch(store, dataset, columns, Checks.range(0, dataset.rowCount()));
                Checks.fetch(store, dataset, columns, 61, 0, 36, 37, 41, 42, 0, 8, 7, 61);
            }
            case FETCH_ONE -> {
                for (long row : new long[] {0, 36, 37, 42, 61}) {
                    try (VectorSchemaRoot answer = store.fetch(columns, row)) {
                        Checks.rows(dataset, columns, new long[] {row}, answer);
                    }
                }
            }
            case SCAN -> Checks.scan(store, dataset, ScanOptions.of(columns));
            case SCAN_REBATCHED -> Checks.scan(store, dataset, ScanOptions.of(columns).rows(3, 60).batchSize(11));
        }
    }

    private Set<Combination> unchecked() {
        Set<Combination> missing = new TreeSet<>();
        for (TypeCase type : TypeCase.all()) {
            boolean waived = isWaived(type, fixture.format()) || fixture.subject().waivers().containsKey(type.name());
            for (Nulls nulls : Nulls.values()) {
                for (Operation operation : Operation.values()) {
                    Combination combination = new Combination(type.name(), nulls, operation);
                    if (!waived && type.allows(nulls) && !checked.contains(combination)) {
                        missing.add(combination);
                    }
                }
            }
        }
        return missing;
    }
}

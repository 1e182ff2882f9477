package io.forwardstore.testkit;

import io.forwardstore.ForwardStore;
import io.forwardstore.StorageProvider;
import io.forwardstore.testkit.data.Dataset;

import org.apache.arrow.memory.BufferAllocator;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/// A naive backend with one thing wrong, and the rules that must find it.
///
/// Threads meet by chance: `THREAD-1` and `THREAD-2` may find any store that answers wrongly, and are listed where they
/// must.
///
/// @param what what is wrong with it
/// @param rules the numbers of the rules that it breaks; with `*` at the end any rule whose test compares answers with
///   the reference may find it too
/// @param provider the backend
record Broken(String what, String rules, StorageProvider provider) {
    private static final String ANY = "*";

    interface Store {
        ForwardStore open(Path file, Dataset dataset, BufferAllocator allocator) throws IOException;
    }

    static Broken of(String what, String rules, StorageProvider provider) {
        return new Broken(what, rules, provider);
    }

    /// A backend whose stores are wrong.
    static Broken store(String what, String rules, Store store) {
        return of(
                what,
                rules,
                new NaiveStorageProvider() {
                    @Override
                    ForwardStore store(Path file, Dataset dataset, BufferAllocator allocator) throws IOException {
                        return store.open(file, dataset, allocator);
                    }
                });
    }

    /// The rules that must find it.
    Set<String> mustBreak() {
        Set<String> numbers = new TreeSet<>(Set.of(rules.split(" ")));
        numbers.remove(ANY);
        return numbers;
    }

    /// True if a rule that need not find it may.
    boolean mayBreak(String rule) {
        return rule.equals("THREAD-1") || rule.equals("THREAD-2") || rules.endsWith(ANY) && comparesAnswers(rule);
    }

    private static boolean comparesAnswers(String rule) {
        return Set.of("FETCH", "ROWID", "SCAN", "OWN", "THREAD", "WRITE", "SCHEMA", "STATS", "OPEN")
                .contains(rule.split("-")[0]);
    }

    @Override
    public String toString() {
        return what;
    }
}

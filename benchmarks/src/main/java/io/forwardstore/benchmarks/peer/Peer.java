package io.forwardstore.benchmarks.peer;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// One library over one form of the table.
///
/// **State.** None: whatever is held is held by what [#open] answers.
///
/// **Threads.** Safe for concurrent use.
///
/// **Ownership.** Files belong to [BenchmarkFiles]; the caller closes what is opened.
///
/// **Failure.** Whatever the library throws; a benchmark then has no result and the report says so.
public interface Peer {
    /// The library, and the way it is used if there are several: `Lucene doc values`.
    String library();

    /// The form of the table.
    TableForm form();

    /// The cases that it can answer.
    Set<Case> cases();

    /// What [#open] will read: written now if it is not there yet.
    List<Path> prepare(BenchmarkFiles files) throws Exception;

    /// Opens what was prepared.
    OpenTable open(BenchmarkFiles files) throws Exception;

    /// True if one [OpenTable] may be asked by several threads at once.
    default boolean isConcurrent() {
        return false;
    }

    /// True if an answer may take a second and more: then few are timed.
    default boolean isSlow(Case question) {
        return false;
    }

    /// The name of this peer in benchmark parameters.
    default String name() {
        return library() + " @ " + form().id();
    }
}

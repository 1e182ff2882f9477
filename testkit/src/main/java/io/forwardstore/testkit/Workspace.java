package io.forwardstore.testkit;

import io.forwardstore.testkit.data.Dataset;
import io.forwardstore.testkit.data.Format;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What the tests of one class share: a directory, the tables in it, and the leaks found so far.
final class Workspace implements AutoCloseable {
    private record Key(String dataset, Format format) {}

    private final StorageUnderTest subject;
    private final Path directory;
    private final Map<Key, Path> tables = new HashMap<>();
    private final List<String> leaks = new ArrayList<>();
    private int directories;

    Workspace(StorageUnderTest subject) {
        this.subject = subject;
        try {
            this.directory = Files.createTempDirectory("forwardstore-testkit");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    StorageUnderTest subject() {
        return subject;
    }

    /// The table of a dataset, made when it is first asked for.
    synchronized Path table(Dataset dataset, Format format) throws IOException {
        Key key = new Key(dataset.name(), format);
        Path table = tables.get(key);
        if (table == null) {
            table = subject.materialize(dataset, format, newDirectory());
            tables.put(key, table);
        }
        return table;
    }

    synchronized Path newDirectory() throws IOException {
        return Files.createDirectory(directory.resolve("d" + directories++));
    }

    synchronized void addLeak(String leak) {
        leaks.add(leak);
    }

    synchronized List<String> leaks() {
        return List.copyOf(leaks);
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}

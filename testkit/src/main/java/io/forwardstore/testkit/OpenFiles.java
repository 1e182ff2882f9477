package io.forwardstore.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What this process holds of a file, as far as the operating system tells: its maps and its descriptors.
final class OpenFiles {
    private static final Path MAPS = Path.of("/proc/self/maps");
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private OpenFiles() {}

    /// Maps and descriptors of a file; none where there is no `/proc`.
    static List<String> of(Path file) throws IOException {
        String path = file.toRealPath().toString();
        List<String> found = new ArrayList<>();
        if (Files.isReadable(MAPS)) {
            Files.readAllLines(MAPS).stream().filter(line -> line.endsWith(path)).forEach(found::add);
        }
        if (Files.isDirectory(DESCRIPTORS)) {
            try (Stream<Path> descriptors = Files.list(DESCRIPTORS)) {
                descriptors.filter(descriptor -> pointsTo(descriptor, path)).map(Path::toString).forEach(found::add);
            }
        }
        return found;
    }

    private static boolean pointsTo(Path descriptor, String path) {
        try {
            return Files.readSymbolicLink(descriptor).toString().equals(path);
        } catch (IOException _) {
            return false; // closed since it was listed
        }
    }
}

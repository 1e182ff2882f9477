package io.forwardstore.memory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/// What a device would hold of one directory if the power failed now: of files what was forced, of the directory what
/// was forced or, as a journalling file system may have it, everything.
///
/// Files are known by themselves and not by their names, which change.
final class PowerCuts implements FaultyFiles.Listener {
    private final Path directory;
    private final Check check;
    private final Map<FileChannel, Content> channels = new IdentityHashMap<>();
    private final Map<Path, Content> names = new HashMap<>();
    private Map<Path, Content> forcedNames = Map.of();
    private int cuts;

    /// A file's bytes.
    private static final class Content {
        private byte[] forced = {};
    }

    /// Looks at what is left after a power cut.
    interface Check {
        /// @param left an empty directory but for the files that are left
        void look(Path left) throws IOException;
    }

    PowerCuts(Path directory, Check check) {
        this.directory = directory;
        this.check = check;
    }

    /// How often the power failed.
    int cuts() {
        return cuts;
    }

    @Override
    public synchronized void opened(FileChannel channel, Path path) {
        if (!path.equals(directory)) {
            channels.put(channel, names.computeIfAbsent(path, _ -> new Content()));
        }
    }

    @Override
    public synchronized void forced(FileChannel channel) throws IOException {
        Content file = channels.get(channel);
        if (file == null) {
            forcedNames = Map.copyOf(names);
        } else {
            for (Map.Entry<Path, Content> name : names.entrySet()) {
                if (name.getValue() == file) {
                    file.forced = Files.readAllBytes(name.getKey());
                }
            }
        }
        cut();
    }

    @Override
    public synchronized void renamed(Path source, Path target) throws IOException {
        names.put(target, names.remove(source));
        cut();
    }

    @Override
    public synchronized void deleted(Path path) throws IOException {
        names.remove(path);
        cut();
    }

    private void cut() throws IOException {
        look(forcedNames);
        look(names);
        cuts++;
    }

    private void look(Map<Path, Content> left) throws IOException {
        Path copy = Files.createTempDirectory(directory.resolveSibling("left"), "cut");
        for (Map.Entry<Path, Content> file : left.entrySet()) {
            Files.write(copy.resolve(file.getKey().getFileName()), file.getValue().forced);
        }
        check.look(copy);
    }
}

package io.forwardstore.cli;

import io.forwardstore.cli.internal.terminal.Console;
import io.forwardstore.cli.internal.terminal.Terminal;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/// A directory where the examples of a page find what they speak of: tables, `./fstore`, a Maven that only pretends,
/// and the jars that it would have fetched.
final class ExampleDirectory {
    private static final int TABLE_ROWS = 1_000;
    private static final Path SHELL = Path.of("/bin/sh");

    private final Path directory;

    private ExampleDirectory(Path directory) {
        this.directory = directory;
    }

    static boolean isSupported() {
        return Files.isExecutable(SHELL);
    }

    /// Makes what examples need.
    static ExampleDirectory make(Path directory) throws IOException {
        Console quiet =
                new Console(
                        InputStream.nullInputStream(),
                        OutputStream.nullOutputStream(),
                        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                        Terminal.NONE);
        Path table = DemoTable.in(directory, TABLE_ROWS, quiet).file();
        Files.move(table, directory.resolve("table.arrow"));
        Run.of("convert", directory.resolve("table.arrow").toString(), directory.resolve("table.parquet").toString());
        Files.writeString(directory.resolve("rows.txt"), "1 2 3");
        ExampleDirectory made = new ExampleDirectory(directory);
        made.addLauncher();
        made.addClassPath();
        Path sources = Files.createDirectories(directory.resolveSibling("forwardstore"));
        Files.createSymbolicLink(sources.resolve("fstore"), directory.resolve("fstore"));
        script(Files.createDirectories(directory.resolve("bin")).resolve("mvn"), "exit 0");
        return made;
    }

    /// Stands in for the launcher, which would build; demonstrations are small ones, and measurements short.
    private void addLauncher() throws IOException {
        List<String> command = ForkedJvm.command();
        command.addAll(1, List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        script(
                directory.resolve("fstore"),
                "case \"$*\" in\n"
                        + "    demo) set -- demo --rows 2000 --dir demo ;;\n"
                        + "    *--seconds*) ;;\n"
                        + "    bench*) set -- \"$@\" --seconds 0.01 ;;\n"
                        + "esac\nexec "
                        + ForkedJvm.quoted(command.subList(0, 1))
                        + "${FSTORE_JAVA_OPTS:-} "
                        + ForkedJvm.quoted(command.subList(1, command.size()))
                        + "\"$@\"");
    }

    /// A jar in `lib` that stands for all those of the class path.
    private void addClassPath() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes()
                .put(
                        Attributes.Name.CLASS_PATH,
                        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                                .map(entry -> Path.of(entry).toUri().toString())
                                .collect(Collectors.joining(" ")));
        Path jar = Files.createDirectories(directory.resolve("lib")).resolve("all.jar");
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    }

    private static void script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    Path path() {
        return directory;
    }

    /// Writes a file that a page shows.
    void write(String name, String content) throws IOException {
        Path file = directory.resolve(name).normalize();
        if (!file.startsWith(directory)) {
            throw new IllegalArgumentException(name);
        }
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    /// Runs lines of a shell until one fails.
    ForkedJvm.Ended shell(String lines) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin").toString();
        String script =
                "cd "
                        + ForkedJvm.quoted(List.of(directory.toString()))
                        + "\nPATH="
                        + ForkedJvm.quoted(List.of(directory.resolve("bin") + ":" + java)).strip()
                        + ":$PATH\nset -e\n"
                        + lines;
        return ForkedJvm.run(directory, List.of(SHELL.toString(), "-c", script));
    }

    /// Runs a compiled program, in a JVM that is given no flag.
    ForkedJvm.Ended program(Path classes, String name) throws IOException, InterruptedException {
        return shell(
                "java -cp "
                        + ForkedJvm.quoted(
                                List.of(classes + File.pathSeparator + System.getProperty("java.class.path"), name)));
    }
}

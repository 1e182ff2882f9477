package io.forwardstore.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Processes that tests start, with what they wrote and how they ended.
final class ForkedJvm {
    private static final long TIMEOUT_SECONDS = 300;

    private ForkedJvm() {}

    /// What a process did.
    record Ended(int status, String out, String err) {}

    /// The command that runs `fstore` in a JVM of its own, without any flag for it.
    static List<String> command(String... args) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                FStore.class.getName()));
        command.addAll(List.of(args));
        return command;
    }

    /// Runs a command to its end.
    static Ended run(Path directory, List<String> command) throws IOException, InterruptedException {
        Path out = Files.createTempFile(directory, "out", ".txt");
        Path err = Files.createTempFile(directory, "err", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectInput(
                                ProcessBuilder.Redirect.from(Files.createTempFile(directory, "in", ".txt").toFile()))
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("JAVA_TOOL") || name.startsWith("FSTORE_"));
        Process process = builder.start();
        if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("Still running after " + TIMEOUT_SECONDS + " s: " + command);
        }
        return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /// A shell's words for a command.
    static String quoted(List<String> command) {
        StringBuilder line = new StringBuilder();
        for (String word : command) {
            line.append('\'').append(word.replace("'", "'\\''")).append("' ");
        }
        return line.toString();
    }
}

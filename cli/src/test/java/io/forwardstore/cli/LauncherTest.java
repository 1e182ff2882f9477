package io.forwardstore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/// The launcher, with a JDK and a Maven that only pretend, in a project of its own.
final class LauncherTest {
    private static final Path BASH = Path.of("/bin/bash");
    private static final Path LAUNCHER = Path.of("../fstore");

    @TempDir Path directory;

    private Path launcher;
    private Path jdk;
    private Path mvn;

    @BeforeEach
    void pretend() throws IOException {
        assumeTrue(Files.isExecutable(BASH) && Files.exists(LAUNCHER), "needs bash and the launcher");
        launcher = Files.copy(LAUNCHER, directory.resolve("fstore"));
        Files.writeString(directory.resolve("pom.xml"), "");
        Files.createDirectories(directory.resolve("cli/src/main"));
        jdk = jdk("jdk", "25.0.1");
        mvn =
                script(
                        directory.resolve("mvn"),
                        "mkdir -p cli/target; touch cli/target/forwardstore-cli-1.jar; echo built >> builds");
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = Files.createDirectories(directory.resolve(name));
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(home.resolve("bin/java"), "echo ran " + name + " \"$@\"; exit 7");
        return home;
    }

    private static Path script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private ForkedJvm.Ended launch(String environment) throws IOException, InterruptedException {
        String line = "exec env " + environment + " " + BASH + " '" + launcher + "' fetch 'a b'";
        return ForkedJvm.run(directory, List.of(BASH.toString(), "-c", line));
    }

    private String pretended() {
        return "FORWARDSTORE_JAVA_HOME='" + jdk + "' FSTORE_MVN='" + mvn + "'";
    }

    @Test
    void itBuildsOnceAndPassesArgumentsAndStatusOn() throws IOException, InterruptedException {
        ForkedJvm.Ended first = launch(pretended());
        ForkedJvm.Ended second = launch(pretended());

        assertEquals(7, first.status(), first.err());
        assertTrue(first.out().startsWith("ran jdk "), first.out());
        assertTrue(first.out().endsWith("cli/target/forwardstore-cli-1.jar fetch a b\n"), first.out());
        assertTrue(first.err().contains("building the command line"), first.err());
        assertEquals("", second.err());
        assertEquals(1, Files.readAllLines(directory.resolve("builds")).size());
    }

    @Test
    void itBuildsAgainWhenASourceIsNewer() throws IOException, InterruptedException {
        launch(pretended());
        Path source = Files.writeString(directory.resolve("cli/src/main/New.java"), "");
        Files.setLastModifiedTime(
                source, java.nio.file.attribute.FileTime.fromMillis(System.currentTimeMillis() + 5_000));

        launch(pretended());

        assertEquals(2, Files.readAllLines(directory.resolve("builds")).size());
    }

    @Test
    void aJdkThatIsTooOldIsPassedOver() throws IOException, InterruptedException {
        Path old = jdk("old", "17.0.2");

        ForkedJvm.Ended named = launch("FORWARDSTORE_JAVA_HOME='" + old + "' FSTORE_MVN='" + mvn + "'");
        ForkedJvm.Ended onPath =
                launch(
                        "-u FORWARDSTORE_JAVA_HOME JAVA_HOME='"
                                + old
                                + "' PATH='"
                                + jdk
                                + "/bin:/usr/bin:/bin' FSTORE_MVN='"
                                + mvn
                                + "'");

        assertEquals(2, named.status());
        assertTrue(named.err().contains("holds no JDK 25 or newer"), named.err());
        assertTrue(onPath.out().startsWith("ran jdk "), onPath.out() + onPath.err());
    }

    @Test
    void aMissingMavenAndAFailingBuildAreToldInALine() throws IOException, InterruptedException {
        ForkedJvm.Ended missing = launch("FORWARDSTORE_JAVA_HOME='" + jdk + "' FSTORE_MVN=/nosuch/mvn");
        Path failing = script(directory.resolve("failing"), "echo '[ERROR] no network'; exit 1");
        ForkedJvm.Ended failed = launch("FORWARDSTORE_JAVA_HOME='" + jdk + "' FSTORE_MVN='" + failing + "'");

        assertEquals(2, missing.status());
        assertTrue(missing.err().contains("fstore: Cannot build: there is no '/nosuch/mvn'"), missing.err());
        assertEquals(1, failed.status());
        assertTrue(failed.err().contains("[ERROR] no network"), failed.err());
        assertTrue(failed.err().contains("fstore: Cannot build: Maven failed"), failed.err());
    }

    @Test
    void itWorksThroughALink() throws IOException, InterruptedException {
        Path link = Files.createSymbolicLink(directory.resolve("jdk/link"), launcher);

        ForkedJvm.Ended ended =
                ForkedJvm.run(
                        directory,
                        List.of(
                                BASH.toString(),
                                "-c",
                                "exec env " + pretended() + " " + BASH + " '" + link + "' backends"));

        assertTrue(ended.out().contains("forwardstore-cli-1.jar backends"), ended.out() + ended.err());
    }
}

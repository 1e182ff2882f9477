package io.forwardstore.bufferpool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;

final class FileIdentityTest {
    private static final FileTime THEN = FileTime.fromMillis(1_000_000_000_000L);

    @TempDir Path directory;

    private Path file;
    private FileIdentity opened;

    @BeforeEach
    void write() throws IOException {
        file = Files.setLastModifiedTime(Files.writeString(directory.resolve("file"), "content"), THEN);
        opened = FileIdentity.of(file);
    }

    private String refusal() {
        String message = assertThrows(IOException.class, () -> opened.requireUnchanged("rows.arrow")).getMessage();
        assertTrue(message.startsWith("[rows.arrow] Cannot read: the file was changed"), message);
        return message;
    }

    @Test
    void aFileIsTheSameByWhateverPath() throws IOException {
        assertEquals(opened, FileIdentity.of(directory.resolve(".").resolve("file")));
        assertEquals(opened, FileIdentity.of(Files.createSymbolicLink(directory.resolve("link"), file)));
        assertNotEquals(opened, FileIdentity.of(Files.writeString(directory.resolve("other"), "content")));
        opened.requireUnchanged("rows.arrow");
    }

    @Test
    void aFileThatGrewIsNoLongerTheOneThatWasOpened() throws IOException {
        Files.setLastModifiedTime(Files.writeString(file, "content and more"), THEN);
        assertTrue(refusal().contains("(7 bytes of " + THEN + ", now 16 bytes of " + THEN + ")"), this::refusal);
    }

    @Test
    void norIsOneThatWasWrittenToAndHasItsSizeStill() throws IOException {
        Files.setLastModifiedTime(Files.writeString(file, "CONTENT"), FileTime.fromMillis(THEN.toMillis() + 10));
        refusal();
    }

    @Test
    void aFileThatWasReplacedOrDeletedIsReadOn() throws IOException {
        Path other = Files.writeString(directory.resolve("other"), "something else");
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
        opened.requireUnchanged("rows.arrow");
        Files.delete(file);
        opened.requireUnchanged("rows.arrow");
    }
}

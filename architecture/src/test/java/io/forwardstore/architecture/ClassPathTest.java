package io.forwardstore.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;

/// What must not be on the class path of everything together.
final class ClassPathTest {
    private static final String HADOOP = "org/apache/hadoop/";

    /// Parquet is read and written by parquet-hadoop's classes, but by none that needs Hadoop's.
    @Test
    void noClassOfHadoopIsOnTheClassPath() throws IOException {
        List<String> found = new ArrayList<>();
        int jars = 0;
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (entry.endsWith(".jar")) {
                jars++;
                try (JarFile jar = new JarFile(entry)) {
                    jar.stream()
                            .filter(file -> file.getName().startsWith(HADOOP) && file.getName().endsWith(".class"))
                            .forEach(file -> found.add(entry + ": " + file.getName()));
                }
            }
        }
        assertEquals(List.of(), found);
        assertTrue(jars > 20, "expected the whole class path, found " + jars + " jars");
    }
}

package io.forwardstore.cli;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// Compiles the Java of a page: programs as they are, fragments as the body of a method that has what they speak of.
final class ExampleCompiler {
    private static final String PROGRAM = "void main(";

    /// What fragments may use without saying where it is from.
    private static final List<String> IMPORTS =
            List.of(
                    "module java.base",
                    "java.nio.file.Files",
                    "io.forwardstore.*",
                    "io.forwardstore.bufferpool.*",
                    "io.forwardstore.bufferpool.BufferManager",
                    "io.forwardstore.engine.*",
                    "io.forwardstore.guice.*",
                    "io.forwardstore.memory.*",
                    "io.forwardstore.mmap.*",
                    "org.apache.arrow.memory.*",
                    "org.apache.arrow.vector.*",
                    "org.apache.arrow.vector.ipc.*",
                    "org.apache.arrow.vector.types.pojo.*");

    /// What fragments may use without saying what it is.
    private static final String PARAMETERS =
            "Path file, Schema schema, VectorSchemaRoot batch, ArrowReader reader, ForwardStore store, "
                    + "StorageOptions options, List<String> columns, long[] rowIds, BufferAllocator allocator";

    private final Path classes;
    private final List<Path> sources = new ArrayList<>();

    ExampleCompiler(Path classes) {
        this.classes = classes;
    }

    static boolean isProgram(String source) {
        return source.contains(PROGRAM);
    }

    /// Adds a program or a fragment, as a class of that name.
    void add(String name, String source) throws IOException {
        Path file = Files.createDirectories(classes).resolve(name + ".java");
        sources.add(Files.writeString(file, isProgram(source) ? source : wrapped(name, source)));
    }

    private static String wrapped(String name, String fragment) {
        String imports =
                IMPORTS.stream().map(imported -> "import " + imported + ";\n").collect(Collectors.joining())
                        + fragment.lines().filter(ExampleCompiler::isImport).collect(Collectors.joining("\n"));
        String body = fragment.lines().filter(line -> !isImport(line)).collect(Collectors.joining("\n"));
        return imports
                + "\nclass "
                + name
                + " {\n    void run("
                + PARAMETERS
                + ") throws Exception {\n"
                + body
                + "\n    }\n}\n";
    }

    private static boolean isImport(String line) {
        return line.startsWith("import ");
    }

    /// Compiles what was added.
    ///
    /// @return what the compiler objected to; nothing if all is well
    String compile() throws IOException {
        if (sources.isEmpty()) {
            return "";
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean isCompiled =
                    compiler.getTask(
                                    messages,
                                    files,
                                    null,
                                    List.of(
                                            "-d",
                                            classes.toString(),
                                            "-proc:none",
                                            "-cp",
                                            System.getProperty("java.class.path")),
                                    null,
                                    files.getJavaFileObjectsFromPaths(sources))
                            .call();
            return isCompiled ? "" : messages.toString();
        }
    }
}

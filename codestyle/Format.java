import com.google.googlejavaformat.java.Main;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Lays out the Java sources below the working directory with google-java-format, or checks that they are.
///
/// It runs in a JVM of its own because the formatter parses with the compiler of the JDK it runs on: only that of the
/// project's JDK knows the language level of the sources, and Maven may run on an older one.
///
/// Arguments: `check` or `apply`, and the folders to look at, separated by commas.
final class Format {
    private static final List<String> STYLE = List.of("--aosp", "--max-line-length=120");

    private Format() {}

    public static void main(String[] arguments) throws Exception {
        List<String> options = new ArrayList<>(STYLE);
        switch (arguments[0]) {
            case "check" -> options.addAll(List.of("--dry-run", "--set-exit-if-changed"));
            case "apply" -> options.add("--replace");
            default -> throw new IllegalArgumentException("Invalid mode " + arguments[0] + ": expected check or apply");
        }
        for (String folder : arguments[1].split(",")) {
            options.addAll(sources(Path.of(folder)));
        }
        PrintWriter out = new PrintWriter(System.out, true);
        PrintWriter err = new PrintWriter(System.err, true);
        int status = new Main(out, err, System.in).format(options.toArray(String[]::new));
        if (status != 0) {
            err.println("The files above are not laid out. To do it: mvn -q -pl codestyle initialize -Dformat=apply");
        }
        System.exit(status);
    }

    private static List<String> sources(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !isBuildOutput(file))
                    .map(Path::toString)
                    .sorted()
                    .toList();
        }
    }

    private static boolean isBuildOutput(Path file) {
        for (Path name : file) {
            if (name.toString().equals("target")) {
                return true;
            }
        }
        return false;
    }
}

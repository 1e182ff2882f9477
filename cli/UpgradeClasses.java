import java.io.IOException;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/// Gives the classes of a jar that were compiled for Java 5 the form of Java 8: the same code, with the stack maps that
/// today's verifier reads.
///
/// The JVM keeps no older classes in a start-up cache (it skips them as "old class"), nor any class of the command line
/// that extends or implements one of them. A jar whose classes are new enough stays as it is.
///
/// The launcher runs it before it has the JVM make the cache.
///
/// Arguments: the jar.
final class UpgradeClasses {
    private static final int OLDEST_CACHED_VERSION = ClassFile.JAVA_6_VERSION;

    private final ClassFile classFile;

    private UpgradeClasses(ClassLoader classes) {
        classFile =
                ClassFile.of(
                        StackMapsOption.GENERATE_STACK_MAPS,
                        ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(classes)));
    }

    public static void main(String[] arguments) throws IOException {
        Path jar = Path.of(arguments[0]);
        Path upgraded = jar.resolveSibling(jar.getFileName() + "." + ProcessHandle.current().pid());
        Files.copy(jar, upgraded, StandardCopyOption.REPLACE_EXISTING);
        int count;
        try (URLClassLoader classes = new URLClassLoader(new URL[] {jar.toUri().toURL()});
                FileSystem files = FileSystems.newFileSystem(upgraded)) {
            count = new UpgradeClasses(classes).upgradeAll(files.getPath("/"));
        }
        if (count == 0) {
            Files.delete(upgraded);
        } else {
            Files.move(upgraded, jar, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private int upgradeAll(Path root) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(root)) {
            files = all.filter(file -> file.toString().endsWith(".class")).toList();
        }
        int count = 0;
        for (Path file : files) {
            ClassModel old = classFile.parse(Files.readAllBytes(file));
            if (old.majorVersion() < OLDEST_CACHED_VERSION) {
                Files.write(file, upgrade(old));
                count++;
            }
        }
        return count;
    }

    private byte[] upgrade(ClassModel old) {
        // Methods are written anew, instruction by instruction: what is copied whole gets no stack maps.
        CodeTransform code = CodeBuilder::with;
        ClassTransform transform =
                (builder, element) -> {
                    switch ((ClassElement) element) {
                        case ClassFileVersion _ -> builder.withVersion(ClassFile.JAVA_8_VERSION, 0);
                        case MethodModel method ->
                                builder.transformMethod(method, MethodTransform.transformingCode(code));
                        default -> builder.with(element);
                    }
                };
        byte[] bytes = classFile.transformClass(old, transform);
        List<VerifyError> errors = classFile.verify(bytes);
        if (!errors.isEmpty()) {
            throw errors.getFirst();
        }
        return bytes;
    }
}

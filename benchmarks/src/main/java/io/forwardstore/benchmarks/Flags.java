package io.forwardstore.benchmarks;

/// The flags of every measured JVM. The same for all, so that a library that needs one has it: Arrow C++ and Lance
/// reach into `java.nio`, Lucene uses vector instructions. This project needs none.
public final class Flags {
    static final String HEAP_MIN = "-Xms2g";
    static final String HEAP_MAX = "-Xmx2g";
    static final String NATIVE = "--enable-native-access=ALL-UNNAMED";
    static final String UNSAFE = "--sun-misc-unsafe-memory-access=allow";
    static final String NIO = "--add-opens=java.base/java.nio=ALL-UNNAMED";
    static final String VECTOR = "--add-modules=jdk.incubator.vector";

    private Flags() {}

    /// All of them, as on a command line.
    public static String all() {
        return String.join(" ", HEAP_MIN, HEAP_MAX, NATIVE, UNSAFE, NIO, VECTOR);
    }
}

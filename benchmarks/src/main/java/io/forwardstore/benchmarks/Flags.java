package io.forwardstore.benchmarks;

/// The flags of every measured JVM. The same for all, so that a library that needs one has it: Arrow C++ and Lance
/// reach into `java.nio`, Lucene uses vector instructions. This project needs none.
///
/// The heap is touched before anything is timed, in huge pages where there are some: the first touch of a page can cost
/// more than all that is measured, and whoever makes the least garbage would pay it for the longest.
public final class Flags {
    static final String HEAP_MIN = "-Xms1g";
    static final String HEAP_MAX = "-Xmx1g";
    static final String TOUCHED = "-XX:+AlwaysPreTouch";
    static final String HUGE = "-XX:+UseTransparentHugePages";
    static final String NATIVE = "--enable-native-access=ALL-UNNAMED";
    static final String UNSAFE = "--sun-misc-unsafe-memory-access=allow";
    static final String NIO = "--add-opens=java.base/java.nio=ALL-UNNAMED";
    static final String VECTOR = "--add-modules=jdk.incubator.vector";

    private Flags() {}

    /// All of them, as on a command line.
    public static String all() {
        return String.join(" ", HEAP_MIN, HEAP_MAX, TOUCHED, HUGE, NATIVE, UNSAFE, NIO, VECTOR);
    }
}

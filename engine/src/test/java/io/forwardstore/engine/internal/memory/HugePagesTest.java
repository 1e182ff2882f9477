package io.forwardstore.engine.internal.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.ForeignAllocation;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.reflect.Proxy;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Asks the kernel what it was advised of: `hg` among the flags of a mapping (`proc_pid_smaps(5)`).
@EnabledOnOs(OS.LINUX)
class HugePagesTest {
    private static final Path SMAPS = Path.of("/proc/self/smaps");

    @Test
    void allocate_large_asksForHugePages() throws IOException {
        assumeTrue(Files.exists(Path.of("/sys/kernel/mm/transparent_hugepage/enabled")));
        try (BufferAllocator allocator = new RootAllocator();
                ArrowBuf memory = HugePages.allocate(allocator, 64 << 20)) {
            for (long at = 0; at < memory.capacity(); at += HugePages.MIN_BYTES) {
                assertTrue(flagsOf(memory.memoryAddress() + at).contains("hg"));
            }
            memory.setZero(0, memory.capacity());
        }
    }

    /// In memory that nobody was asked about before: what `malloc` hands out may lie where larger memory lay.
    @ParameterizedTest
    @CsvSource({"262144, false", "2097151, false", "2097152, true"})
    void allocate_freshMemory_asksFromTwoMebibytesOn(long bytes, boolean asks, @TempDir Path directory)
            throws IOException {
        assumeTrue(Files.exists(Path.of("/sys/kernel/mm/transparent_hugepage/enabled")));
        try (BufferAllocator allocator = new RootAllocator();
                FileChannel file = FileChannel.open(directory.resolve("memory"), CREATE, READ, WRITE);
                Arena arena = Arena.ofShared();
                ArrowBuf memory = HugePages.allocate(mapping(file, arena, allocator), bytes)) {
            assertEquals(asks, flagsOf(memory.memoryAddress()).contains("hg"));
        }
    }

    /// An allocator that maps a file for each buffer.
    private static BufferAllocator mapping(FileChannel file, Arena arena, BufferAllocator owner) {
        return (BufferAllocator)
                Proxy.newProxyInstance(
                        BufferAllocator.class.getClassLoader(),
                        new Class<?>[] {BufferAllocator.class},
                        (_, method, arguments) -> {
                            assertEquals("buffer", method.getName());
                            long bytes = (long) arguments[0];
                            long address = file.map(MapMode.PRIVATE, 0, bytes, arena).address();
                            return owner.wrapForeignAllocation(
                                    new ForeignAllocation(bytes, address) {
                                        @Override
                                        protected void release0() {}
                                    });
                        });
    }

    private static List<String> flagsOf(long address) throws IOException {
        boolean inside = false;
        for (String line : Files.readAllLines(SMAPS)) {
            String first = line.substring(0, line.indexOf(' '));
            if (!first.endsWith(":")) {
                String[] ends = first.split("-");
                inside =
                        Long.compareUnsigned(Long.parseUnsignedLong(ends[0], 16), address) <= 0
                                && Long.compareUnsigned(address, Long.parseUnsignedLong(ends[1], 16)) < 0;
            } else if (inside && first.equals("VmFlags:")) {
                return List.of(line.substring(first.length()).strip().split(" +"));
            }
        }
        throw new AssertionError("Nothing is mapped at " + Long.toHexString(address));
    }
}

package io.forwardstore.engine.internal.memory;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import java.io.IOException;
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

    @Test
    void allocate_small_asksForNothing() throws IOException {
        try (BufferAllocator allocator = new RootAllocator();
                ArrowBuf memory = HugePages.allocate(allocator, 256 << 10)) {
            assertTrue(memory.capacity() >= 256 << 10);
            assertFalse(flagsOf(memory.memoryAddress()).contains("hg"));
        }
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

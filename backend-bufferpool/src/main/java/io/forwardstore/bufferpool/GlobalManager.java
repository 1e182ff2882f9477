package io.forwardstore.bufferpool;

import org.jspecify.annotations.Nullable;

import java.lang.management.ManagementFactory;

/// The manager that serves the process. Its budget is, in this order: what it was first asked for, the system property
/// `forwardstore.bufferpool.bytes`, a quarter of the machine's or container's memory. It is never closed.
final class GlobalManager {
    private static final int DEFAULT_SHARE = 4;
    private static final long MIN_DEFAULT_BYTES = 64L << 20;

    private static @Nullable BufferManager manager;

    private GlobalManager() {}

    static synchronized BufferManager get() {
        BufferManager made = manager;
        if (made == null) {
            made = BufferManager.of(defaultBytes());
            manager = made;
        }
        return made;
    }

    static synchronized BufferManager get(long budgetBytes) {
        BufferManager made = manager;
        if (made == null) {
            made = BufferManager.of(budgetBytes);
            manager = made;
        } else if (made.options().budgetBytes() != budgetBytes) {
            throw new IllegalStateException(
                    "Cannot make the global buffer manager with "
                            + budgetBytes
                            + " bytes: it exists with "
                            + made.options().budgetBytes());
        }
        return made;
    }

    private static long defaultBytes() {
        String property = System.getProperty(BufferPoolStorageProvider.BYTES.key());
        if (property != null) {
            return BufferPoolStorageProvider.BYTES.parse(property);
        }
        return Math.max(MIN_DEFAULT_BYTES, machineBytes() / DEFAULT_SHARE);
    }

    private static long machineBytes() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : Runtime.getRuntime().maxMemory();
    }
}

package io.forwardstore.mmap;

import io.forwardstore.StorageOption;
import io.forwardstore.engine.TableFiles;

import java.util.List;
import java.util.stream.Stream;

/// The options of the mapped backend.
public final class MMapOptions {
    /// Warm the whole file up when it is opened: [MappedStore#warmup].
    public static final StorageOption<Boolean> MEMORY_WARMUP =
            StorageOption.ofBoolean(
                    "forwardstore.mmap.memory_warmup", false, "Bring the whole file into memory when it is opened");

    /// Lock the whole file when it is opened: [MappedStore#lock].
    public static final StorageOption<Boolean> LOCK =
            StorageOption.ofBoolean(
                    "forwardstore.mmap.lock", false, "Keep the whole file in memory from when it is opened (Linux)");

    /// What becomes of a lock over the limit.
    public static final StorageOption<LockPolicy> LOCK_POLICY =
            StorageOption.ofEnum(
                    "forwardstore.mmap.lock_policy",
                    LockPolicy.BEST_EFFORT,
                    "Lock as much as may be locked (best_effort), or all or nothing (required)");

    /// How the file will be read.
    public static final StorageOption<Advice> ADVICE =
            StorageOption.ofEnum(
                    "forwardstore.mmap.advice",
                    Advice.NORMAL,
                    "How the file will be read: normal, random, sequential or willneed (Linux)");

    /// Ask for all pages of a large fetch at once.
    public static final StorageOption<Boolean> READ_AHEAD =
            StorageOption.ofBoolean(
                    "forwardstore.mmap.read_ahead",
                    true,
                    "Before a fetch of 64 or more rows that are not in memory, ask for all their pages at once"
                            + " (Linux)");

    static final List<StorageOption<?>> ALL =
            Stream.concat(TableFiles.OPTIONS.stream(), Stream.of(MEMORY_WARMUP, LOCK, LOCK_POLICY, ADVICE, READ_AHEAD))
                    .toList();

    private MMapOptions() {}
}

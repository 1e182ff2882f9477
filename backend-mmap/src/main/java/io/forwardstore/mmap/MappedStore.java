package io.forwardstore.mmap;

import io.forwardstore.ForwardStore;

import java.io.IOException;

/// A store over a mapped file, and a say in what of it is in memory.
///
/// **State, threads, ownership, failure.** As [ForwardStore] says. Batches of a scan may share the mapping. Who writes
/// into one, against the contract, changes what this store reads from then on, never the file; only where the operating
/// system is not Linux is the mapping read-only, and the write ends the JVM. Who reads a batch that shares the mapping
/// of a file that was truncated gets [InternalError], at the access or soon after it; the store's own methods answer
/// [IOException].
public interface MappedStore extends ForwardStore {
    /// Brings the whole file into memory.
    default WarmupResult warmup() throws IOException {
        return warmup(WarmupOptions.all());
    }

    /// Brings parts of the file into memory and waits until they are there. The operating system may drop them again
    /// unless they are locked.
    ///
    /// @throws IllegalArgumentException if a column is unknown
    /// @throws IndexOutOfBoundsException if a row is
    WarmupResult warmup(WarmupOptions options) throws IOException;

    /// Keeps the whole file in memory, with the policy that the store was opened with.
    default LockResult lock() throws IOException {
        return lock(lockPolicy());
    }

    /// Brings the whole file into memory and keeps it there until [#unlock], or until the file is unmapped. Locking
    /// what is locked changes nothing.
    ///
    /// @throws IOException if the policy is [LockPolicy#REQUIRED] and the system refuses; the message names the limit
    /// @throws UnsupportedOperationException unless the operating system is Linux
    LockResult lock(LockPolicy policy) throws IOException;

    /// The policy that the store was opened with.
    LockPolicy lockPolicy();

    /// Lets the operating system drop what [#lock] kept. Does nothing if nothing is locked.
    void unlock() throws IOException;

    /// Tells the operating system how the file will be read.
    ///
    /// @throws UnsupportedOperationException unless the operating system is Linux
    void advise(Advice advice) throws IOException;

    /// How much of the mapping is where.
    MappedMemory memory() throws IOException;
}

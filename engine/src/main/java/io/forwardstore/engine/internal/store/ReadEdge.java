package io.forwardstore.engine.internal.store;

import io.forwardstore.CorruptFileException;
import io.forwardstore.engine.internal.array.MalformedPageException;
import io.forwardstore.engine.internal.memory.Lease;
import io.forwardstore.engine.internal.memory.Memory;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/// The edge between callers and pages: keeps the table open while it is read, and turns what reading throws into what
/// the contract says.
final class ReadEdge {
    private final String name;
    private final Lease table;

    /// @param name the file
    /// @param table what keeps the table open
    ReadEdge(String name, Lease table) {
        this.name = name;
        this.table = table;
    }

    /// Takes a reference of the table.
    ///
    /// @throws IllegalStateException if it is closed
    Runnable retain() {
        if (!table.tryRetain()) {
            throw new IllegalStateException("[" + name + "] Cannot read: the store is closed");
        }
        return table::release;
    }

    /// Drops a reference of the table.
    void release() {
        table.release();
    }

    /// Runs a read; the caller holds a reference.
    <T extends @Nullable Object> T call(Read<T> read) throws IOException {
        try {
            return read.run();
        } catch (Throwable e) {
            // What was thrown while a fault is on its way was made of arbitrary values.
            InternalError fault = Memory.pendingFault();
            throw asContract(fault != null ? fault : e);
        }
    }

    private RuntimeException asContract(Throwable thrown) throws IOException {
        switch (thrown) {
            case InternalError e ->
                    throw new IOException(
                            "["
                                    + name
                                    + "] Cannot read: the file was truncated or its storage failed while it was mapped",
                            e);
            case MalformedPageException e ->
                    throw new CorruptFileException(name, e.fileOffsetBytes(), String.valueOf(e.getMessage()), e);
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IOException("[" + name + "] Cannot read", thrown);
        }
    }

    /// Something that reads pages. It calls [Memory#awaitFaults] before it answers, where it can still undo.
    @FunctionalInterface
    interface Read<T extends @Nullable Object> {
        T run() throws IOException;
    }
}

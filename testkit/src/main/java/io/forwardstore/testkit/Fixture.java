package io.forwardstore.testkit;

import io.forwardstore.ForwardStore;
import io.forwardstore.StorageOptions;
import io.forwardstore.StorageProvider;
import io.forwardstore.WritableForwardStore;
import io.forwardstore.testkit.data.Dataset;
import io.forwardstore.testkit.data.Format;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.types.pojo.Schema;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What one run of a conformance test works with: the backend, a format, and an allocator that shows leaks.
///
/// The fixture closes the stores that it opened. What a test that passed has left in the allocator is a leak and is
/// reported at the end of the suite.
public final class Fixture {
    private final Workspace workspace;
    private final Format format;
    private final BufferAllocator allocator = new RootAllocator();
    private final List<ForwardStore> opened = new ArrayList<>();

    Fixture(Workspace workspace, Format format) {
        this.workspace = workspace;
        this.format = format;
    }

    StorageUnderTest subject() {
        return workspace.subject();
    }

    StorageProvider provider() {
        return subject().provider();
    }

    Format format() {
        return format;
    }

    /// The allocator that stores of this fixture take results from.
    BufferAllocator allocator() {
        return allocator;
    }

    StorageOptions options() {
        return subject().options().with(allocator);
    }

    /// The table of a dataset. Shared: a test that changes the file copies it first.
    Path table(Dataset dataset) throws IOException {
        return workspace.table(dataset, format);
    }

    /// An empty directory of this test's own.
    Path newDirectory() throws IOException {
        return workspace.newDirectory();
    }

    ForwardStore open(Dataset dataset) throws IOException {
        return open(table(dataset));
    }

    ForwardStore open(Path table) throws IOException {
        return closedLater(provider().open(table, options()));
    }

    WritableForwardStore create(Path table, Schema schema) throws IOException {
        return closedLater(provider().create(table, schema, options()));
    }

    private synchronized <S extends ForwardStore> S closedLater(S store) {
        opened.add(store);
        return store;
    }

    List<String> leaks() {
        return workspace.leaks();
    }

    /// Closes what is open and notes what a test that passed has left.
    synchronized void finish(String test, boolean passed) {
        for (ForwardStore store : opened.reversed()) {
            closeQuietly(store);
        }
        long leakedBytes = allocator.getAllocatedMemory();
        if (passed && leakedBytes > 0) {
            workspace.addLeak(test + " left " + leakedBytes + " bytes in its allocator");
        }
        if (leakedBytes == 0) {
            allocator.close();
        }
    }

    /// A close that fails is for the rules about closing to find.
    private static void closeQuietly(ForwardStore store) {
        try {
            store.close();
        } catch (IOException | RuntimeException e) {
            System.err.println("A store could not be closed: " + e);
        }
    }
}

package io.forwardstore.mmap;

import io.forwardstore.ForwardStore;
import io.forwardstore.ScanOptions;
import io.forwardstore.StorageOptions;
import io.forwardstore.testkit.data.Dataset;
import io.forwardstore.testkit.data.Datasets;
import io.forwardstore.testkit.data.Format;
import io.forwardstore.testkit.data.Nulls;
import io.forwardstore.testkit.data.TypeCase;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// A program that reads tables from several threads while their files are truncated under the mapping.
///
/// It runs in a JVM of its own, so that it can be interpreted or compiled as its parent wants, and so that a crash is
/// seen. Arguments: the format, how many seconds, and how many reads come first so that compiled code is reached. Ends
/// with status 0 if every read answered or failed with an [IOException] that names the file, nothing leaked, and a
/// store whose file stayed whole was not disturbed.
final class TruncationStress {
    private static final int READERS = 2;

    private final Path directory;
    private final Format format;
    private final Dataset dataset;
    private final byte[] content;
    private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    private final AtomicLong answers = new AtomicLong();
    private final AtomicLong refusals = new AtomicLong();

    private TruncationStress(Path directory, Format format) {
        this.directory = directory;
        this.format = format;
        List<TypeCase> types =
                TypeCase.all().stream().filter(type -> type.allows(Nulls.SOME) && format.holds(type)).toList();
        this.dataset = Datasets.ofTypes(types, Nulls.SOME, List.of(50, 30, 40));
        this.content = dataset.bytes(format);
    }

    public static void main(String[] arguments) throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        Path directory = Files.createTempDirectory("truncation");
        TruncationStress stress = new TruncationStress(directory, Format.valueOf(arguments[0]));
        long seconds = Long.parseLong(arguments[1]);
        System.out.println("seed " + seed);
        stress.run(new Random(seed), seconds, Integer.parseInt(arguments[2]));
        System.out.println(stress.answers + " answers, " + stress.refusals + " refusals");
        for (Throwable failure : stress.failures.stream().limit(3).toList()) {
            failure.printStackTrace(System.out);
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            paths.sorted(Collections.reverseOrder()).forEach(path -> path.toFile().delete());
        }
        System.exit(stress.failures.isEmpty() && stress.refusals.get() > 0 && stress.answers.get() > 0 ? 0 : 1);
    }

    private void run(Random random, long seconds, int readsFirst) throws Exception {
        Path healthy = Files.write(directory.resolve("healthy" + format.suffix()), content);
        Path victim = directory.resolve("victim" + format.suffix());
        try (BufferAllocator allocator = new RootAllocator();
                ForwardStore store = open(healthy, allocator)) {
            long[] rows = rows(random);
            List<String> printable = new ArrayList<>();
            for (String column : dataset.columnNames()) {
                // values such as byte arrays print their identity
                if (answer(store, List.of(column), rows).equals(answer(store, List.of(column), rows))) {
                    printable.add(column);
                }
            }
            String expected = answer(store, printable, rows);
            for (int i = 0; i < readsFirst; i++) {
                read(store, random);
            }
            long end = System.nanoTime() + seconds * 1_000_000_000;
            while (System.nanoTime() < end && failures.isEmpty()) {
                round(victim, random);
                if (!answer(store, printable, rows).equals(expected)) {
                    failures.add(new AssertionError("a healthy store was disturbed"));
                }
            }
        }
    }

    private static ForwardStore open(Path file, BufferAllocator allocator) throws IOException {
        return new MMapStorageProvider().open(file, StorageOptions.defaults().with(allocator));
    }

    private static String answer(ForwardStore store, List<String> columns, long[] rows) throws IOException {
        try (VectorSchemaRoot root = store.fetch(columns, rows)) {
            return root.contentToTSVString();
        }
    }

    private long[] rows(Random random) {
        return random.longs(1 + random.nextInt(50), 0, dataset.rowCount()).toArray();
    }

    private void round(Path victim, Random random) throws Exception {
        Files.write(victim, content);
        BufferAllocator allocator = new RootAllocator();
        ForwardStore store = open(victim, allocator);
        long stop = System.nanoTime() + 8_000_000;
        List<Thread> readers = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            Random own = new Random(random.nextLong());
            readers.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                do {
                                    tryRead(store, own, victim);
                                } while (System.nanoTime() < stop);
                            }));
        }
        Thread.sleep(random.nextInt(3));
        int left = random.nextInt(3) == 0 ? 0 : random.nextInt(content.length);
        try (FileChannel channel = FileChannel.open(victim, StandardOpenOption.WRITE)) {
            channel.truncate(left);
        }
        if (left == 0) {
            mustRefuse(store, random);
        }
        for (Thread reader : readers) {
            reader.join();
        }
        store.close();
        if (allocator.getAllocatedMemory() != 0) {
            failures.add(new AssertionError("leaked " + allocator.toVerboseString()));
        }
    }

    private void mustRefuse(ForwardStore store, Random random) {
        try {
            store.fetch(dataset.columnNames(), rows(random)).close();
            failures.add(new AssertionError("a fetch from an empty file answered"));
        } catch (IOException e) {
            refusals.incrementAndGet();
        } catch (Throwable e) {
            failures.add(e);
        }
    }

    private void tryRead(ForwardStore store, Random random, Path file) {
        try {
            read(store, random);
            answers.incrementAndGet();
        } catch (IOException e) {
            refusals.incrementAndGet();
            if (!String.valueOf(e.getMessage()).startsWith("[" + file + "]")) {
                failures.add(e);
            }
        } catch (Throwable e) {
            failures.add(e);
        }
    }

    private void read(ForwardStore store, Random random) throws IOException {
        List<String> columns = new ArrayList<>(dataset.columnNames());
        Collections.shuffle(columns, random);
        columns = columns.subList(0, 1 + random.nextInt(columns.size()));
        if (random.nextInt(4) > 0) {
            store.fetch(columns, rows(random)).close();
            return;
        }
        ScanOptions options = ScanOptions.of(columns).parallelism(1 + random.nextInt(2));
        if (random.nextBoolean()) {
            options = options.batchSize(1 + random.nextInt(500));
        }
        try (ArrowReader reader = store.scan(options)) {
            while (reader.loadNextBatch()) {
                // data is looked at by the store's checks
            }
        }
    }
}

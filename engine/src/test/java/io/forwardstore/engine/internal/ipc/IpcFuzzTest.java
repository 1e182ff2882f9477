package io.forwardstore.engine.internal.ipc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.forwardstore.engine.Corpora;
import io.forwardstore.engine.hostile.HostileReads;
import io.forwardstore.engine.hostile.Mutants;
import io.forwardstore.engine.hostile.Seed;

import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Hostile Arrow IPC bytes: what fuzzers found in other readers, and mutants of well-formed files of every type.
class IpcFuzzTest {
    private static final int TRAILER_BYTES = 10;

    /// Their columns, or their structs' children, share names.
    private static final Pattern AMBIGUOUS = Pattern.compile(".*generated_(duplicate_fieldnames|union).*");

    @TempDir private Path directory;

    @TestFactory
    Stream<DynamicTest> fuzzersFindingsEndInDataOrARefusal() throws IOException {
        return HostileReads.tests(Corpora.files("arrow-testing/ipc-file-fuzz", ""));
    }

    @Test
    void mutantsEndInDataOrARefusal() throws IOException {
        Mutants.endInDataOrARefusal("arrow", seeds());
    }

    @Test
    void mutantsAreMadeOfFilesOfEveryTypeThatCanBeRead() throws IOException {
        Set<String> types = new TreeSet<>();
        for (Seed seed : seeds()) {
            boolean isAmbiguous = AMBIGUOUS.matcher(seed.name()).matches();
            for (int way = 0; way < 3; way++) {
                assertEquals(
                        isAmbiguous ? HostileReads.Outcome.REFUSED : HostileReads.Outcome.DATA,
                        HostileReads.read(seed.name(), seed.content(), way).outcome(),
                        seed.name());
            }
            if (seed.content()[0] == 'A') {
                Schema schema = schema(seed.content());
                for (int i = 0; i < schema.fieldsLength(); i++) {
                    addTypes(schema.fields(i), types);
                }
            }
        }
        Set<String> all = new TreeSet<>(List.of(Type.names));
        all.remove(Type.name(Type.NONE));
        assertEquals(all, types);
    }

    private List<Seed> seeds() throws IOException {
        try (BufferAllocator allocator = new RootAllocator()) {
            return IpcSeeds.all(allocator, directory);
        }
    }

    private static Schema schema(byte[] content) {
        ByteBuffer bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        int end = content.length - TRAILER_BYTES;
        int length = bytes.getInt(end);
        return Footer.getRootAsFooter(bytes.slice(end - length, length).order(ByteOrder.LITTLE_ENDIAN)).schema();
    }

    private static void addTypes(Field field, Set<String> types) {
        types.add(Type.name(field.typeType()));
        for (int i = 0; i < field.childrenLength(); i++) {
            addTypes(field.children(i), types);
        }
    }
}

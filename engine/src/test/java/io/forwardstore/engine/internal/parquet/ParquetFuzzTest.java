package io.forwardstore.engine.internal.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.forwardstore.engine.Corpora;
import io.forwardstore.engine.hostile.HostileReads;
import io.forwardstore.engine.hostile.Mutants;
import io.forwardstore.engine.hostile.Seed;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Type;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Hostile Parquet bytes: what fuzzers found in other readers, files known to be malformed, and mutants of well-formed
/// ones. All end in data or in a refusal.
class ParquetFuzzTest {
    @TempDir private Path directory;

    @TestFactory
    Stream<DynamicTest> fuzzersFindingsEndInDataOrARefusal() throws IOException {
        return HostileReads.tests(Corpora.files("arrow-testing/parquet-fuzz", ""));
    }

    @TestFactory
    Stream<DynamicTest> filesKnownToBeMalformedEndInDataOrARefusal() throws IOException {
        return HostileReads.tests(Corpora.files("parquet-testing/bad_data", ".parquet"));
    }

    @Test
    void mutantsEndInDataOrARefusal() throws IOException, SQLException {
        Mutants.endInDataOrARefusal("parquet", seeds());
    }

    /// But for codec LZO, which nothing here can write and the reader refuses.
    @Test
    void mutantsAreMadeOfFilesOfEveryKindThatCanBeRead() throws IOException, SQLException {
        Set<Encoding> encodings = EnumSet.noneOf(Encoding.class);
        Set<CompressionCodec> codecs = EnumSet.noneOf(CompressionCodec.class);
        Set<Type> types = EnumSet.noneOf(Type.class);
        for (Seed seed : seeds()) {
            for (int way = 0; way < 2; way++) {
                assertEquals(
                        HostileReads.Outcome.DATA,
                        HostileReads.read(seed.name(), seed.content(), way).outcome(),
                        seed.name());
            }
            for (RowGroup group : ParquetRegions.footer(seed.content()).getRow_groups()) {
                for (ColumnChunk chunk : group.getColumns()) {
                    encodings.addAll(chunk.getMeta_data().getEncodings());
                    codecs.add(chunk.getMeta_data().getCodec());
                    types.add(chunk.getMeta_data().getType());
                }
            }
        }
        assertEquals(EnumSet.allOf(Encoding.class), encodings);
        assertEquals(EnumSet.complementOf(EnumSet.of(CompressionCodec.LZO)), codecs);
        assertEquals(EnumSet.allOf(Type.class), types);
    }

    private List<Seed> seeds() throws IOException, SQLException {
        try (BufferAllocator allocator = new RootAllocator()) {
            return ParquetSeeds.all(allocator, directory);
        }
    }
}

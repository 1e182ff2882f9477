package io.forwardstore.engine.internal.ipc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.flatbuffers.FlatBufferBuilder;

import io.forwardstore.CorruptFileException;
import io.forwardstore.StorageOptions;
import io.forwardstore.engine.ResidentFileSource;
import io.forwardstore.engine.TableFile;
import io.forwardstore.engine.TableFiles;
import io.forwardstore.engine.data.SampleFields;

import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Well-formed IPC bytes that are older than what is supported, or of other machines.
class IpcRefusalsTest {
    @ParameterizedTest
    @CsvSource({"0, V1", "1, V2", "2, V3"})
    void metadataBeforeVersion4IsRefused(short version, String name) {
        assertEquals(
                "[bytes] Cannot read: the file has Arrow metadata version " + name + ", supported are V4 and V5",
                refusal(stream(version, Endianness.Little)).getMessage());
    }

    @ParameterizedTest
    @ValueSource(shorts = {MetadataVersion.V4, MetadataVersion.V5})
    void versions4And5AreRead(short version) throws IOException {
        try (BufferAllocator allocator = new RootAllocator();
                TableFile table = open(stream(version, Endianness.Little), allocator)) {
            assertEquals("n", table.schema().getFields().getFirst().getName());
        }
    }

    @Test
    void bigEndianIsRefused() {
        IOException refusal = refusal(stream(MetadataVersion.V5, Endianness.Big));
        assertFalse(refusal instanceof CorruptFileException);
        assertEquals(
                "[bytes] Cannot read: the file is big-endian, and only little-endian Arrow files are supported",
                refusal.getMessage());
    }

    /// A stream of nothing but a schema.
    private static byte[] stream(short version, short endianness) {
        FlatBufferBuilder builder = new FlatBufferBuilder();
        int field = SampleFields.nullable("n", new ArrowType.Int(32, true)).getField(builder);
        int fields = Schema.createFieldsVector(builder, new int[] {field});
        int schema = Schema.createSchema(builder, endianness, fields, 0, 0);
        builder.finish(Message.createMessage(builder, version, MessageHeader.Schema, schema, 0, 0));
        byte[] message = builder.sizedByteArray();
        int padded = (message.length + 7) & -8;
        ByteBuffer stream = ByteBuffer.allocate(padded + 16).order(ByteOrder.LITTLE_ENDIAN);
        stream.putInt(-1).putInt(padded).put(message).position(8 + padded).putInt(-1).putInt(0);
        return stream.array();
    }

    private static IOException refusal(byte[] content) {
        try (BufferAllocator allocator = new RootAllocator()) {
            return assertThrows(IOException.class, () -> open(content, allocator));
        }
    }

    private static TableFile open(byte[] content, BufferAllocator allocator) throws IOException {
        return TableFiles.open(new ResidentFileSource("bytes", content), StorageOptions.defaults().with(allocator));
    }
}

package io.forwardstore.engine.internal.ipc;

import io.forwardstore.engine.FileSource;
import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.memory.Memory;

import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MetadataVersion;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Reads message headers (Arrow specification, "Encapsulated message format").
record Messages(FileSource source, Corrupt corrupt) {
    /// What a message's prefix starts with since version 0.15.
    static final int CONTINUATION = 0xFFFFFFFF;

    static final int MIN_PREFIX_BYTES = Integer.BYTES;

    /// The header of the message in a block.
    Message read(Block block, PageScope scope) throws IOException {
        long address = source.read(block.offsetBytes(), block.metadataBytes(), scope);
        int prefix = MIN_PREFIX_BYTES;
        long length = Integer.toUnsignedLong(Memory.getInt(address));
        if (block.metadataBytes() >= 2 * Integer.BYTES && Memory.getInt(address) == CONTINUATION) {
            prefix += Integer.BYTES;
            length = Integer.toUnsignedLong(Memory.getInt(address + Integer.BYTES));
        }
        if (length < 2 * Integer.BYTES || length > block.metadataBytes() - prefix) {
            throw corrupt.at(
                    block.offsetBytes(),
                    "expected message metadata within "
                            + block.metadataBytes()
                            + " bytes, found a length of "
                            + length);
        }
        return parse(Memory.forParsing(address + prefix, (int) length), block.offsetBytes());
    }

    /// Checks a message's version.
    Message parse(ByteBuffer flatbuffer, long offsetBytes) throws IOException {
        Message message = Message.getRootAsMessage(flatbuffer);
        requireVersion(message.version());
        if (message.bodyLength() < 0) {
            throw corrupt.at(offsetBytes, "expected a body length of at least 0, found " + message.bodyLength());
        }
        return message;
    }

    /// The version of a footer is not asked: older writers left it out.
    private void requireVersion(short version) throws IOException {
        if (version != MetadataVersion.V4 && version != MetadataVersion.V5) {
            String name =
                    version >= 0 && version < MetadataVersion.names.length
                            ? MetadataVersion.name(version)
                            : Short.toString(version);
            throw new IOException(
                    "["
                            + corrupt.file()
                            + "] Cannot read: the file has Arrow metadata version "
                            + name
                            + ", supported are V4 and V5");
        }
    }
}

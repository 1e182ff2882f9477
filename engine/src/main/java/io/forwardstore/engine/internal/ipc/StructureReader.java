package io.forwardstore.engine.internal.ipc;

import com.google.flatbuffers.Table;

import io.forwardstore.CorruptFileException;
import io.forwardstore.engine.FileSource;
import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.array.MalformedPageException;
import io.forwardstore.engine.internal.memory.Memory;

import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Reads the structure of an IPC file from its footer, or of a stream by walking its messages (Arrow specification,
/// "IPC File Format" and "IPC Streaming Format"). Reads metadata only; what it costs does not depend on the data's
/// size.
final class StructureReader {
    static final byte[] MAGIC = "ARROW1".getBytes(StandardCharsets.US_ASCII);

    private static final int LEADING_BYTES = 8;
    private static final int TRAILER_BYTES = Integer.BYTES + MAGIC.length;
    private static final int BLOCK_STRUCT_BYTES = 24;
    private static final int MAX_FOOTER_BYTES = 1 << 30;

    private final FileSource source;
    private final Corrupt corrupt;
    private final Messages messages;
    private final PageScope scope;
    private final List<Batch> batches = new ArrayList<>();
    private final List<IpcStructure.DictionaryMessage> dictionaries = new ArrayList<>();
    private @Nullable Schema schema;
    private long position;

    private StructureReader(FileSource source, PageScope scope) {
        this.source = source;
        this.corrupt = new Corrupt(source.name());
        this.messages = new Messages(source, corrupt);
        this.scope = scope;
    }

    /// True if bytes begin as an IPC file does.
    static boolean isFile(FileSource source, PageScope scope) throws IOException {
        return source.sizeBytes() >= MAGIC.length && matchesMagic(source.read(0, MAGIC.length, scope));
    }

    /// True if bytes begin as a stream of messages does.
    static boolean isStream(FileSource source, PageScope scope) throws IOException {
        return source.sizeBytes() >= 2 * Integer.BYTES
                && Memory.getInt(source.read(0, Integer.BYTES, scope)) == Messages.CONTINUATION;
    }

    private static boolean matchesMagic(long address) {
        for (int i = 0; i < MAGIC.length; i++) {
            if (Memory.getByte(address + i) != MAGIC[i]) {
                return false;
            }
        }
        return true;
    }

    /// Reads an IPC file's structure.
    static IpcStructure readFile(FileSource source, PageScope scope) throws IOException {
        StructureReader reader = new StructureReader(source, scope);
        return reader.checked(reader::readFooter);
    }

    /// Reads a stream's structure.
    static IpcStructure readStream(FileSource source, PageScope scope) throws IOException {
        StructureReader reader = new StructureReader(source, scope);
        return reader.checked(reader::walkStream);
    }

    /// Turns whatever hostile metadata makes the flatbuffers' accessors throw into one exception.
    private IpcStructure checked(Part part) throws IOException {
        try {
            part.read();
            Schema found = schema;
            if (found == null) {
                throw corrupt.at(0, "expected a schema");
            }
            return new IpcStructure(found, List.copyOf(batches), List.copyOf(dictionaries));
        } catch (MalformedPageException e) {
            throw corrupt.at(e.fileOffsetBytes(), String.valueOf(e.getMessage()), e);
        } catch (OutOfMemoryException e) {
            throw e;
        } catch (RuntimeException e) {
            throw corrupt.at(position, "expected well-formed metadata: " + e, e);
        }
    }

    private void readFooter() throws IOException {
        long size = source.sizeBytes();
        if (size < LEADING_BYTES + TRAILER_BYTES) {
            throw corrupt.at(
                    0,
                    "expected an Arrow IPC file of at least "
                            + (LEADING_BYTES + TRAILER_BYTES)
                            + " bytes, found "
                            + size);
        }
        position = size - TRAILER_BYTES;
        long trailer = source.read(position, TRAILER_BYTES, scope);
        if (!matchesMagic(trailer + Integer.BYTES)) {
            throw corrupt.at(size - MAGIC.length, "expected the file to end with ARROW1; it may be truncated");
        }
        long footerBytes = Memory.getInt(trailer);
        if (footerBytes <= 0 || footerBytes > position - LEADING_BYTES || footerBytes > MAX_FOOTER_BYTES) {
            throw corrupt.at(
                    position,
                    "expected a footer of 1 to " + (position - LEADING_BYTES) + " bytes, found " + footerBytes);
        }
        position -= footerBytes;
        Footer footer =
                Footer.getRootAsFooter(Memory.forParsing(source.read(position, footerBytes, scope), (int) footerBytes));
        if (footer.schema() == null) {
            throw corrupt.at(position, "expected a schema in the footer");
        }
        schema = Schemas.read(footer.schema(), corrupt, position);
        long footerStart = position;
        int most = (int) (footerBytes / BLOCK_STRUCT_BYTES);
        for (int i = 0; i < requireCount(footer.dictionariesLength(), most); i++) {
            addDictionary(message(block(footer.dictionaries(i), footerStart)));
        }
        for (int i = 0; i < requireCount(footer.recordBatchesLength(), most); i++) {
            addBatch(message(block(footer.recordBatches(i), footerStart)));
        }
    }

    private int requireCount(int count, int most) throws CorruptFileException {
        if (count < 0 || count > most) {
            throw corrupt.at(position, "expected at most " + most + " blocks in the footer, found " + count);
        }
        return count;
    }

    private Block block(org.apache.arrow.flatbuf.Block block, long footerStart) throws CorruptFileException {
        long offset = block.offset();
        int metadata = block.metaDataLength();
        long body = block.bodyLength();
        if (offset < LEADING_BYTES
                || metadata < Messages.MIN_PREFIX_BYTES
                || body < 0
                || offset > footerStart
                || metadata > footerStart - offset
                || body > footerStart - offset - metadata) {
            throw corrupt.at(
                    position,
                    "expected a block within bytes "
                            + LEADING_BYTES
                            + " to "
                            + footerStart
                            + ", found offset "
                            + offset
                            + ", metadata of "
                            + metadata
                            + " and body of "
                            + body
                            + " bytes");
        }
        return new Block(offset, metadata, body);
    }

    private Located message(Block block) throws IOException {
        position = block.offsetBytes();
        return new Located(messages.read(block, scope), block);
    }

    private void walkStream() throws IOException {
        long at = 0;
        while (source.sizeBytes() - at >= Integer.BYTES) {
            position = at;
            int prefix = Integer.BYTES;
            long length = Integer.toUnsignedLong(Memory.getInt(source.read(at, Integer.BYTES, scope)));
            if ((int) length == Messages.CONTINUATION) {
                if (source.sizeBytes() - at < 2 * Integer.BYTES) {
                    throw corrupt.at(at, "expected a message's length; the stream may be truncated");
                }
                prefix += Integer.BYTES;
                length = Integer.toUnsignedLong(Memory.getInt(source.read(at + Integer.BYTES, Integer.BYTES, scope)));
            }
            if (length == 0) {
                return;
            }
            if (length > Integer.MAX_VALUE - prefix || length > source.sizeBytes() - at - prefix) {
                throw corrupt.at(at, "expected a message within the stream, found a length of " + length);
            }
            Message message = messages.read(new Block(at, (int) length + prefix, 0), scope);
            Block block = new Block(at, (int) length + prefix, message.bodyLength());
            if (block.bodyBytes() > source.sizeBytes() - block.bodyOffsetBytes()) {
                throw corrupt.at(at, "expected a body of " + block.bodyBytes() + " bytes; the stream may be truncated");
            }
            addStreamMessage(new Located(message, block));
            at = block.bodyOffsetBytes() + block.bodyBytes();
        }
    }

    private void addStreamMessage(Located located) throws IOException {
        switch (located.message().headerType()) {
            case MessageHeader.Schema -> {
                if (schema != null) {
                    throw corrupt.at(position, "expected one schema, found another");
                }
                org.apache.arrow.flatbuf.Schema header =
                        located.header(new org.apache.arrow.flatbuf.Schema(), MessageHeader.Schema, corrupt);
                schema = Schemas.read(header, corrupt, position);
            }
            case MessageHeader.DictionaryBatch -> addDictionary(located);
            case MessageHeader.RecordBatch -> addBatch(located);
            default ->
                    throw corrupt.at(
                            position,
                            "expected a schema, dictionary batch or record batch, found header type "
                                    + located.message().headerType());
        }
    }

    private void addDictionary(Located located) throws IOException {
        DictionaryBatch header = located.header(new DictionaryBatch(), MessageHeader.DictionaryBatch, corrupt);
        RecordBatch data = header.data();
        if (data == null) {
            throw corrupt.at(position, "expected values in a dictionary batch");
        }
        BatchMetadata metadata = BatchMetadata.of(data, located.block(), located.message().version(), corrupt);
        dictionaries.add(new IpcStructure.DictionaryMessage(header.id(), header.isDelta(), metadata, batches.size()));
    }

    private void addBatch(Located located) throws IOException {
        RecordBatch header = located.header(new RecordBatch(), MessageHeader.RecordBatch, corrupt);
        Schema found = schema;
        if (found == null) {
            throw corrupt.at(position, "expected a schema before the first record batch");
        }
        BatchMetadata metadata = BatchMetadata.of(header, located.block(), located.message().version(), corrupt);
        batches.add(Batch.check(metadata, found.getFields(), batches.isEmpty() ? null : batches.getLast()));
    }

    @FunctionalInterface
    private interface Part {
        void read() throws IOException;
    }

    /// A message and where it lies.
    private record Located(Message message, Block block) {
        <T extends Table> T header(T header, byte type, Corrupt corrupt) throws IOException {
            if (message.headerType() != type || message.header(header) == null) {
                throw corrupt.at(
                        block.offsetBytes(),
                        "expected a message of type "
                                + MessageHeader.name(type)
                                + ", found type "
                                + message.headerType());
            }
            return header;
        }
    }
}

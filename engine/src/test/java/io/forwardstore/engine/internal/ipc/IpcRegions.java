package io.forwardstore.engine.internal.ipc;

import io.forwardstore.engine.hostile.Seed;

import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// Where the messages, buffers and the footer of a well-formed IPC file or stream lie.
final class IpcRegions {
    private static final int LEADING_BYTES = 8;
    private static final int TRAILER_BYTES = 10;
    private static final int CONTINUATION = -1;

    private final ByteBuffer bytes;
    private final List<Seed.Region> regions = new ArrayList<>();

    private IpcRegions(byte[] content) {
        this.bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    }

    static List<Seed.Region> of(byte[] content) {
        IpcRegions found = new IpcRegions(content);
        boolean isFile = content[0] == 'A';
        found.walk(isFile ? LEADING_BYTES : 0);
        if (isFile) {
            int end = content.length - TRAILER_BYTES;
            int footer = found.bytes.getInt(end);
            found.add(Seed.Part.FOOTER, end - footer, footer + TRAILER_BYTES);
        }
        return found.regions;
    }

    private void walk(int start) {
        int at = start;
        while (at + 2 * Integer.BYTES <= bytes.capacity()) {
            int prefix = bytes.getInt(at) == CONTINUATION ? 2 * Integer.BYTES : Integer.BYTES;
            int length = bytes.getInt(at + prefix - Integer.BYTES);
            if (length == 0) {
                return;
            }
            add(Seed.Part.HEADER, at, prefix + length);
            Message message = Message.getRootAsMessage(bytes.slice(at + prefix, length));
            int body = at + prefix + length;
            RecordBatch batch =
                    switch (message.headerType()) {
                        case MessageHeader.RecordBatch -> (RecordBatch) message.header(new RecordBatch());
                        case MessageHeader.DictionaryBatch ->
                                ((DictionaryBatch) message.header(new DictionaryBatch())).data();
                        default -> new RecordBatch();
                    };
            if (message.bodyLength() > 0) {
                for (int i = 0; i < batch.buffersLength(); i++) {
                    Buffer buffer = batch.buffers(i);
                    add(Seed.Part.BODY, body + (int) buffer.offset(), (int) buffer.length());
                }
            }
            at = body + (int) message.bodyLength();
        }
    }

    private void add(Seed.Part part, int offset, int length) {
        regions.add(new Seed.Region(part, offset, length));
    }
}

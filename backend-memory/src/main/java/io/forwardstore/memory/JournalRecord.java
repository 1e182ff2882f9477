package io.forwardstore.memory;

import io.forwardstore.engine.internal.io.ByteSink;
import io.forwardstore.engine.internal.memory.GrowingBuffer;
import io.forwardstore.engine.internal.memory.Memory;

import org.apache.arrow.memory.BufferAllocator;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/// A record of a journal: a header, and one encapsulated message of an Arrow IPC stream as its payload. The payloads of
/// a journal, one behind the other, are an Arrow IPC stream.
///
/// | bytes of the header | little-endian |
/// |---|---|
/// | 0 to 3 | [#MAGIC] |
/// | 4 to 7 | CRC32C of the header from byte 8 on and of the payload |
/// | 8 to 15 | bytes of the payload, a multiple of [#ALIGNMENT_BYTES] |
/// | 16 to 23 | the id of the record's first row |
/// | 24 to 31 | the number of rows; 0 in the record of the schema, which comes first |
/// | 32 to 39 | where in the journal the record starts |
/// | 40 to 63 | zero |
///
/// **State.** The payload in the making. Large parts are not copied. **Threads.** One at a time. **Ownership.** Owns a
/// buffer for small parts until [#close].
final class JournalRecord implements ByteSink, AutoCloseable {
    static final int MAGIC = 0x4A_52_57_46;
    static final int HEADER_BYTES = 64;
    static final int ALIGNMENT_BYTES = 64;
    static final int CHECKSUM_AT = 4;
    static final int CHECKED_FROM = 8;
    static final int PAYLOAD_BYTES_AT = 8;
    static final int FIRST_ROW_AT = 16;
    static final int ROWS_AT = 24;
    static final int OFFSET_AT = 32;

    private static final int COPIED_BYTES = 16 << 10;
    private static final int CALL_BYTES = 64 << 20;

    private final GrowingBuffer copied;
    private final List<Part> parts = new ArrayList<>();
    private long bytes;

    /// Bytes somewhere: at an address, or, if that is 0, in the buffer from an offset on.
    private record Part(long address, long bufferOffset, long bytes) {}

    JournalRecord(BufferAllocator allocator) {
        this.copied = new GrowingBuffer(allocator);
        begin();
    }

    /// Forgets the payload.
    void begin() {
        copied.truncate(0);
        Memory.fill(copied.extend(HEADER_BYTES), HEADER_BYTES, (byte) 0);
        parts.clear();
        bytes = 0;
    }

    @Override
    public long position() {
        return bytes;
    }

    @Override
    public void write(long address, long count) {
        if (count >= COPIED_BYTES) {
            parts.add(new Part(address, 0, count));
        } else {
            addCopied(copied.sizeBytes(), count);
            copied.append(address, count);
        }
        bytes += count;
    }

    @Override
    public void write(byte[] source, int from, int count) {
        addCopied(copied.sizeBytes(), count);
        Memory.copyFromArray(source, from, copied.extend(count), count);
        bytes += count;
    }

    @Override
    public void alignTo(int alignmentBytes) {
        long padding = Math.floorMod(-bytes, (long) alignmentBytes);
        addCopied(copied.sizeBytes(), padding);
        Memory.fill(copied.extend(padding), padding, (byte) 0);
        bytes += padding;
    }

    private void addCopied(long offset, long count) {
        if (!parts.isEmpty()) {
            Part last = parts.getLast();
            if (last.address == 0 && last.bufferOffset + last.bytes == offset) {
                parts.set(parts.size() - 1, new Part(0, last.bufferOffset, last.bytes + count));
                return;
            }
        }
        parts.add(new Part(0, offset, count));
    }

    /// Writes the record.
    ///
    /// @param offsetBytes where in the journal
    /// @return its bytes
    long writeTo(FileChannel channel, long offsetBytes, long firstRow, long rows) throws IOException {
        alignTo(ALIGNMENT_BYTES);
        long header = copied.address();
        Memory.putInt(header, MAGIC);
        Memory.putLong(header + PAYLOAD_BYTES_AT, bytes);
        Memory.putLong(header + FIRST_ROW_AT, firstRow);
        Memory.putLong(header + ROWS_AT, rows);
        Memory.putLong(header + OFFSET_AT, offsetBytes);
        CRC32C checksum = new CRC32C();
        update(checksum, header + CHECKED_FROM, HEADER_BYTES - CHECKED_FROM);
        for (Part part : parts) {
            update(checksum, addressOf(part), part.bytes);
        }
        Memory.putInt(header + CHECKSUM_AT, (int) checksum.getValue());
        long at = offsetBytes;
        boolean joined = !parts.isEmpty() && parts.getFirst().address == 0;
        long headBytes = HEADER_BYTES + (joined ? parts.getFirst().bytes : 0);
        write(channel, header, headBytes, at);
        at += headBytes;
        for (int i = joined ? 1 : 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            write(channel, addressOf(part), part.bytes, at);
            at += part.bytes;
        }
        return at - offsetBytes;
    }

    private long addressOf(Part part) {
        return part.address != 0 ? part.address : copied.address() + part.bufferOffset;
    }

    private static void update(CRC32C checksum, long address, long count) {
        for (long done = 0; done < count; ) {
            int part = (int) Math.min(CALL_BYTES, count - done);
            checksum.update(Memory.asByteBuffer(address + done, part));
            done += part;
        }
    }

    private static void write(FileChannel channel, long address, long count, long offsetBytes) throws IOException {
        for (long done = 0; done < count; ) {
            int part = (int) Math.min(CALL_BYTES, count - done);
            done += channel.write(Memory.asByteBuffer(address + done, part), offsetBytes + done);
        }
    }

    @Override
    public void close() {
        copied.close();
    }
}

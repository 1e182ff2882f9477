package io.forwardstore.memory;

import io.forwardstore.CorruptFileException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/// Finds the records of a journal and checks them.
///
/// A record that is not whole is a torn tail if no whole record follows: the process or the machine ended while it was
/// written, and nobody was told that its rows are safe. If one follows, the journal was damaged.
final class JournalReader {
    private static final int BUFFER_BYTES = 1 << 20;

    private final String name;
    private final FileChannel channel;
    private final long sizeBytes;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);

    /// A whole record.
    ///
    /// @param payloadOffset where its payload starts
    record Entry(long payloadOffset, long payloadBytes, long firstRow, long rows) {
        long endOffset() {
            return payloadOffset + payloadBytes;
        }

        long endRow() {
            return firstRow + rows;
        }
    }

    /// What a journal holds.
    ///
    /// @param entries the schema's record, then those of rows without gaps; empty if not even the first is whole
    /// @param endOffset where they end
    /// @param tornBytes bytes behind them
    /// @param damage what is wrong with those, or null if they are a torn tail
    record Content(List<Entry> entries, long endOffset, long tornBytes, @Nullable CorruptFileException damage) {}

    JournalReader(String name, FileChannel channel) throws IOException {
        this.name = name;
        this.channel = channel;
        this.sizeBytes = channel.size();
    }

    /// Reads all records.
    Content read() throws IOException {
        List<Entry> entries = new ArrayList<>();
        long at = 0;
        while (true) {
            Entry entry = wholeAt(at);
            if (entry == null || !follows(entries, entry)) {
                break;
            }
            entries.add(entry);
            at = entry.endOffset();
        }
        return new Content(entries, at, sizeBytes - at, damageAt(at, entries));
    }

    private static boolean follows(List<Entry> entries, Entry entry) {
        return entries.isEmpty()
                ? entry.rows() == 0
                : entry.rows() > 0 && entry.firstRow() == entries.getLast().endRow();
    }

    /// What is wrong if a record is not whole and others follow it, or null if none does.
    private @Nullable CorruptFileException damageAt(long torn, List<Entry> before) throws IOException {
        long rowsBehind = 0;
        long firstBehind = -1;
        long at = torn + JournalRecord.ALIGNMENT_BYTES;
        while ((at = nextMagic(at)) >= 0) {
            Entry entry = wholeAt(at);
            if (entry != null) {
                firstBehind = firstBehind < 0 ? at : firstBehind;
                rowsBehind += entry.rows();
                at = entry.endOffset();
            } else {
                at += JournalRecord.ALIGNMENT_BYTES;
            }
        }
        if (firstBehind < 0) {
            return null;
        }
        long rowsBefore = before.isEmpty() ? 0 : before.getLast().endRow() - before.getFirst().firstRow();
        return new CorruptFileException(
                name,
                torn,
                "expected a whole record; "
                        + rowsBefore
                        + " rows before it and "
                        + rowsBehind
                        + " rows from byte "
                        + firstBehind
                        + " on can be read, and the journal was left as it is; "
                        + MemoryOptions.DAMAGED_JOURNAL
                        + "=set_aside opens the table with those before it");
    }

    /// The next place from `from` on where a record may start, or -1.
    private long nextMagic(long from) throws IOException {
        for (long at = from; at < sizeBytes; at += BUFFER_BYTES) {
            int count = (int) Math.min(BUFFER_BYTES, sizeBytes - at);
            fill(at, count);
            for (int i = 0; i + Integer.BYTES <= count; i += JournalRecord.ALIGNMENT_BYTES) {
                if (buffer.getInt(i) == JournalRecord.MAGIC) {
                    return at + i;
                }
            }
        }
        return -1;
    }

    /// The record that starts at an offset, or null if there is no whole one.
    private @Nullable Entry wholeAt(long offset) throws IOException {
        if (sizeBytes - offset < JournalRecord.HEADER_BYTES) {
            return null;
        }
        fill(offset, JournalRecord.HEADER_BYTES);
        int magic = buffer.getInt(0);
        int expected = buffer.getInt(JournalRecord.CHECKSUM_AT);
        long payloadBytes = buffer.getLong(JournalRecord.PAYLOAD_BYTES_AT);
        long firstRow = buffer.getLong(JournalRecord.FIRST_ROW_AT);
        long rows = buffer.getLong(JournalRecord.ROWS_AT);
        long payloadOffset = offset + JournalRecord.HEADER_BYTES;
        if (magic != JournalRecord.MAGIC
                || buffer.getLong(JournalRecord.OFFSET_AT) != offset
                || payloadBytes < 0
                || payloadBytes % JournalRecord.ALIGNMENT_BYTES != 0
                || payloadBytes > sizeBytes - payloadOffset
                || firstRow < 0
                || rows < 0
                || rows > Integer.MAX_VALUE
                || firstRow > Long.MAX_VALUE - rows) {
            return null;
        }
        CRC32C checksum = new CRC32C();
        checksum.update(buffer.position(JournalRecord.CHECKED_FROM).limit(JournalRecord.HEADER_BYTES));
        for (long at = payloadOffset; at < payloadOffset + payloadBytes; at += BUFFER_BYTES) {
            fill(at, (int) Math.min(BUFFER_BYTES, payloadOffset + payloadBytes - at));
            checksum.update(buffer);
        }
        return (int) checksum.getValue() == expected ? new Entry(payloadOffset, payloadBytes, firstRow, rows) : null;
    }

    private void fill(long offset, int count) throws IOException {
        buffer.clear().limit(count);
        long at = offset;
        while (buffer.hasRemaining()) {
            int read = channel.read(buffer, at);
            if (read < 0) {
                throw new IOException("[" + name + "] Cannot read at byte " + at + ": the journal was truncated");
            }
            at += read;
        }
        buffer.flip();
    }
}

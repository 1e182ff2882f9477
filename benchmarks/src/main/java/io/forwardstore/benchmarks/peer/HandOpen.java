package io.forwardstore.benchmarks.peer;

import org.apache.arrow.flatbuf.Block;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.RecordBatch;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;

/// The least that an open can cost: the Arrow IPC file mapped, its footer and the first batch's message parsed, and the
/// first row read where this one table has it. Checks nothing.
final class HandOpen implements AutoCloseable {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final int TRAILER_BYTES = 10;
    private static final int MESSAGE_PREFIX_BYTES = 8;

    // the buffers of id, category, title, price and score stand in this order, each column's validity first
    private static final int ID = 1;
    private static final int TITLE_OFFSETS = 6;
    private static final int TITLE_BYTES = 7;
    private static final int PRICE = 9;
    private static final int SCORE_VALIDITY = 10;
    private static final int SCORE = 11;

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment file;
    private final RecordBatch firstBatch;
    private final long firstBody;

    HandOpen(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path)) {
            file = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
        }
        long end = file.byteSize() - TRAILER_BYTES;
        int footerBytes = file.get(INT, end);
        Block block = Footer.getRootAsFooter(bytes(end - footerBytes, footerBytes)).recordBatches(0);
        ByteBuffer message =
                bytes(block.offset() + MESSAGE_PREFIX_BYTES, block.metaDataLength() - MESSAGE_PREFIX_BYTES);
        firstBatch = (RecordBatch) Message.getRootAsMessage(message).header(new RecordBatch());
        firstBody = block.offset() + block.metaDataLength();
    }

    private ByteBuffer bytes(long offset, int length) {
        return file.asSlice(offset, length).asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    /// Reads {id, title, price, score} of row 0.
    void firstRow(Tally tally) {
        tally.addRows(1);
        tally.addId(file.get(LONG, buffer(ID)));
        int start = file.get(INT, buffer(TITLE_OFFSETS));
        int end = file.get(INT, buffer(TITLE_OFFSETS) + Integer.BYTES);
        tally.addString(Words.sum(file.address() + buffer(TITLE_BYTES) + start, end - start));
        tally.addPrice(Double.longBitsToDouble(file.get(LONG, buffer(PRICE))));
        boolean hasScore = (file.get(ValueLayout.JAVA_BYTE, buffer(SCORE_VALIDITY)) & 1) != 0;
        tally.addScore(hasScore ? Float.intBitsToFloat(file.get(INT, buffer(SCORE))) : 0);
    }

    private long buffer(int index) {
        return firstBody + firstBatch.buffers(index).offset();
    }

    @Override
    public void close() {
        arena.close();
    }
}

package io.forwardstore.bufferpool.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Address space where the operating system's calls are not to be had.
final class PlainSpaceTest {
    @Test
    void isAsLargeAsItsMemoryAndKeepsItUntilItIsClosed() {
        AddressSpace space = new AddressSpace.PlainSpace(100_000);
        MemorySegment segment = space.segment();
        assertEquals(100_000, segment.byteSize());
        assertEquals(4_096, space.granularityBytes());
        assertEquals(0, segment.address() % space.granularityBytes());
        assertFalse(space.canDecommit());
        segment.set(ValueLayout.JAVA_BYTE, 99_999, (byte) 7);
        space.decommit(0, 100_000);
        assertEquals(7, segment.get(ValueLayout.JAVA_BYTE, 99_999));
        space.close();
        assertThrows(IllegalStateException.class, () -> segment.get(ValueLayout.JAVA_BYTE, 0));
    }
}

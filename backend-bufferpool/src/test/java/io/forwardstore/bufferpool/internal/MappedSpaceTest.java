package io.forwardstore.bufferpool.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.lang.foreign.ValueLayout;

final class MappedSpaceTest {
    @BeforeEach
    void isSupported() {
        assumeTrue(MappedSpace.isSupported());
    }

    @Test
    void whereAddressSpaceIsLimitedLessSpreadIsBetterThanNone() {
        long bytes = 1L << 44;
        MappedSpace space = MappedSpace.reserve(bytes, 128);
        long size = space.segment().byteSize();
        assertTrue(size >= bytes && size < 128 * bytes && size % bytes == 0, size + " bytes");
        space.segment().set(ValueLayout.JAVA_BYTE, size - 1, (byte) 7);
        space.close();
        assertThrows(OutOfMemoryError.class, () -> MappedSpace.reserve(1L << 50, 4));
    }

    @Test
    void spreadIsHadWhereThereIsRoomForIt() {
        MappedSpace space = MappedSpace.reserve(1 << 20, 4);
        assertEquals(4 << 20, space.segment().byteSize());
        assertTrue(space.canDecommit());
        space.close();
        assertFalse(space.segment().scope().isAlive());
    }

    @Test
    void whatIsDecommittedIsZeroAndTheRestStays() {
        MappedSpace space = MappedSpace.reserve(1 << 20, 1);
        int page = space.granularityBytes();
        space.segment().fill((byte) 7);
        space.decommit(page, 2L * page);
        assertEquals(7, space.segment().get(ValueLayout.JAVA_BYTE, page - 1));
        assertEquals(0, space.segment().get(ValueLayout.JAVA_BYTE, page));
        assertEquals(0, space.segment().get(ValueLayout.JAVA_BYTE, 3L * page - 1));
        assertEquals(7, space.segment().get(ValueLayout.JAVA_BYTE, 3L * page));
        assertThrows(IllegalStateException.class, () -> space.decommit(1, page));
        space.close();
    }
}

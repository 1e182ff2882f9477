package com.example.zipstorage;

import io.forwardstore.testkit.data.Dataset;
import io.forwardstore.testkit.data.Format;

import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Writes archives of tables.
final class Archives {
    private static final int ALIGNMENT_BYTES = 64;

    private Archives() {}

    static Path write(Path archive, Dataset dataset, Format format, Packing packing) throws IOException {
        return write(archive, List.of(dataset), format, packing);
    }

    static Path write(Path archive, List<Dataset> datasets, Format format, Packing packing) throws IOException {
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(archive)) {
            for (Dataset dataset : datasets) {
                ZipArchiveEntry entry = new ZipArchiveEntry("tables/" + dataset.name() + format.suffix());
                entry.setMethod(packing == Packing.DEFLATED ? ZipArchiveEntry.DEFLATED : ZipArchiveEntry.STORED);
                if (packing == Packing.ALIGNED) {
                    entry.setAlignment(ALIGNMENT_BYTES);
                }
                zip.putArchiveEntry(entry);
                zip.write(dataset.bytes(format));
                zip.closeArchiveEntry();
            }
        }
        return archive;
    }
}

package com.example.zipstorage;

import io.forwardstore.StorageProvider;
import io.forwardstore.StorageProviders;
import io.forwardstore.testkit.StorageConformance;
import io.forwardstore.testkit.data.Dataset;
import io.forwardstore.testkit.data.Format;

import java.io.IOException;
import java.nio.file.Path;

/// The suite over archives of one table each.
interface ZipConformance extends StorageConformance {
    /// How the archives hold their table.
    Packing packing();

    @Override
    default StorageProvider provider() {
        return StorageProviders.load().byId("ZipStorage");
    }

    @Override
    default Path materialize(Dataset dataset, Format format, Path directory) throws IOException {
        return Archives.write(directory.resolve(dataset.name() + ".zip"), dataset, format, packing());
    }
}

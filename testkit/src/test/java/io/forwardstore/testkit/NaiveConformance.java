package io.forwardstore.testkit;

import io.forwardstore.StorageOptions;
import io.forwardstore.testkit.data.Dataset;
import io.forwardstore.testkit.data.Format;

import java.io.IOException;
import java.nio.file.Path;

/// What the test classes of naive backends share.
interface NaiveConformance extends StorageConformance {
    @Override
    default StorageOptions optionsForAtMost(long rows) {
        return StorageOptions.defaults().with(NaiveStorageProvider.MAX_ROWS, rows);
    }

    @Override
    default Path materialize(Dataset dataset, Format format, Path directory) throws IOException {
        return NaiveStorageProvider.write(dataset, format, directory);
    }
}

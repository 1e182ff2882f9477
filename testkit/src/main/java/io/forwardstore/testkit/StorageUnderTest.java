package io.forwardstore.testkit;

import io.forwardstore.StorageOptions;
import io.forwardstore.StorageProvider;
import io.forwardstore.testkit.data.Dataset;
import io.forwardstore.testkit.data.Format;

import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/// What a test class says about the backend that it tests. Only [#provider] has no default.
///
/// The other methods configure the backend ([#options]), teach the suite how a table reaches a backend that reads no
/// files ([#materialize]), and leave out what a backend cannot do, with the reason ([#waivers]).
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(RuleOrder.class)
public interface StorageUnderTest {
    /// The backend.
    StorageProvider provider();

    /// The options that every store of the suite is opened with; the suite adds an allocator of its own.
    default StorageOptions options() {
        return StorageOptions.defaults();
    }

    /// The options that a writable store is created with so that it is full at that many rows; by default a backend's
    /// tables are taken to be without a limit.
    ///
    /// @param rows the most rows that a table of these options holds
    default StorageOptions optionsForAtMost(long rows) {
        return options();
    }

    /// The formats that tables are handed over in: those that the backend declares, [Format#OWN] if it declares none.
    default Set<Format> formats() {
        return Format.of(provider().capabilities());
    }

    /// Makes a table that [StorageProvider#open] opens by the path that this answers.
    ///
    /// A backend that reads files of another kind writes one; a backend that reads no file loads the dataset's values,
    /// or its [Dataset#batches], and answers the name that it will know them by.
    ///
    /// @param directory an empty directory of the suite's
    default Path materialize(Dataset dataset, Format format, Path directory) throws IOException {
        return dataset.write(format, directory);
    }

    /// The column types, by the names of [io.forwardstore.testkit.data.TypeCase], that the backend does not serve, each
    /// with the reason. A backend with waivers conforms but for them.
    default Map<String, String> waivers() {
        return Map.of();
    }
}

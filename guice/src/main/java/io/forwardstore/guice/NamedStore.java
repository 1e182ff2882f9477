package io.forwardstore.guice;

import io.forwardstore.StorageOptions;

import java.nio.file.Path;

/// A store to be opened with the injector.
///
/// @param name what it is injected by
/// @param file its table
/// @param storage the id of its backend
/// @param options how it is opened
record NamedStore(String name, Path file, String storage, StorageOptions options) {}

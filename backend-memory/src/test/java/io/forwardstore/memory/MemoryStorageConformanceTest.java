package io.forwardstore.memory;

/// The contract with the options as they are.
final class MemoryStorageConformanceTest implements MemoryConformance {}

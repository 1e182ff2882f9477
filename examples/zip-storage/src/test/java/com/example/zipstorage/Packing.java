package com.example.zipstorage;

/// How an archive holds a table.
enum Packing {
    /// As it is, at a multiple of 64 bytes.
    ALIGNED,
    /// As it is, wherever it comes to lie.
    STORED,
    /// Compressed.
    DEFLATED
}

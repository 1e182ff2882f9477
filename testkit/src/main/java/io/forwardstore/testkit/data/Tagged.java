package io.forwardstore.testkit.data;

import org.jspecify.annotations.Nullable;

/// A union's value: which member it is, and what.
///
/// @param typeId the member's type id, as the union's type lists it
/// @param value the member's value
public record Tagged(int typeId, @Nullable Object value) {}

/// The conformance suite of forwardstore: whoever writes a storage backend implements
/// [io.forwardstore.testkit.StorageConformance] in a test class and has every rule of the contract checked.
@NullMarked
package io.forwardstore.testkit;

import org.jspecify.annotations.NullMarked;

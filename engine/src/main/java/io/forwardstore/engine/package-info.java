/// Tables as pages of Arrow vectors.
///
/// A [io.forwardstore.engine.TableFile] knows its columns and where their pages lie;
/// [io.forwardstore.engine.TableStore] serves fetch and scan from it. A backend is the memory policy between the two.
@NullMarked
package io.forwardstore.engine;

import org.jspecify.annotations.NullMarked;

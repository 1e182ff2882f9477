/// Storage backends and stores by injection: install a [io.forwardstore.guice.ForwardStoreModule].
@NullMarked
package io.forwardstore.guice;

import org.jspecify.annotations.NullMarked;

/** Pushes documents and events to whoever watches, and keeps the gauges. */
@NullMarked
package io.emdia.live;

import org.jspecify.annotations.NullMarked;

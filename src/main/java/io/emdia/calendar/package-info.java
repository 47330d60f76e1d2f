/** Business days: which days banks work and where a due date moves to. Pure. */
@NullMarked
package io.emdia.calendar;

import org.jspecify.annotations.NullMarked;

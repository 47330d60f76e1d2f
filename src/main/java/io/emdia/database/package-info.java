/**
 * Shielded units of work on PostgreSQL: nothing a client cancels reaches a connection. A level of
 * its own, below every capability that keeps state.
 */
@NullMarked
package io.emdia.database;

import org.jspecify.annotations.NullMarked;

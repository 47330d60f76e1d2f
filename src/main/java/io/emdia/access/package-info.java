/**
 * Who calls and what it may do: tokens, sessions, signing in, and the one table of rules that every
 * request meets. Knows merchants by their ids alone.
 */
@NullMarked
package io.emdia.access;

import org.jspecify.annotations.NullMarked;

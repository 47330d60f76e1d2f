/**
 * What is encrypted at rest, and by which key: the master key wraps one key for each merchant,
 * which seals what is that merchant's. A level of its own, above the database alone.
 */
@NullMarked
package io.emdia.keys;

import org.jspecify.annotations.NullMarked;

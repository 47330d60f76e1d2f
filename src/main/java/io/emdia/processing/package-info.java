/**
 * Reads logged deliveries into facts and hands them to the ledger; keeps aside what cannot be read.
 */
@NullMarked
package io.emdia.processing;

import org.jspecify.annotations.NullMarked;

/**
 * Takes webhooks: authentic, on the log, answered. Knows nothing of charges and needs no database.
 */
@NullMarked
package io.emdia.intake;

import org.jspecify.annotations.NullMarked;

/**
 * The true state of charges, customers and subscriptions: a fold of the set of facts told, kept in
 * PostgreSQL.
 */
@NullMarked
package io.emdia.ledger;

import org.jspecify.annotations.NullMarked;

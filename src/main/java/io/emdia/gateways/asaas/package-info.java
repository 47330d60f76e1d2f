/** Asaas: a token in a header, whole snapshots of payments and subscriptions in reais. */
@NullMarked
package io.emdia.gateways.asaas;

import org.jspecify.annotations.NullMarked;

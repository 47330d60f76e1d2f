/**
 * The log of raw deliveries and the bulletins every node hears, both on Kafka. The only package
 * that knows Kafka as a client.
 */
@NullMarked
package io.emdia.deliveries;

import org.jspecify.annotations.NullMarked;

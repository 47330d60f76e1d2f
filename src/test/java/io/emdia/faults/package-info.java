/**
 * What goes wrong, done on purpose to the product as processes of its own: killed, frozen, joined
 * by others, cut off from its servers, while gateways post; and the reckoning afterwards.
 */
@NullMarked
package io.emdia.faults;

import org.jspecify.annotations.NullMarked;

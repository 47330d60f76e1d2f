/** What gateways can tell, in our words. Pure values: no gateway, no state, no framework. */
@NullMarked
package io.emdia.facts;

import org.jspecify.annotations.NullMarked;

/** A simulated company and simulated gateways that post over real HTTP. */
@NullMarked
package io.emdia.demo;

import org.jspecify.annotations.NullMarked;

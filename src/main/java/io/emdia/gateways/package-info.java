/** The port every payment gateway is read through; each gateway is a subpackage. */
@NullMarked
package io.emdia.gateways;

import org.jspecify.annotations.NullMarked;

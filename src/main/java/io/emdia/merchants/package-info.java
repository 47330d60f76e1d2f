/** The companies that collect and their gateway connections. */
@NullMarked
package io.emdia.merchants;

import org.jspecify.annotations.NullMarked;

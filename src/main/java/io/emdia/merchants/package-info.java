/** The companies that collect, their gateway connections, their tokens, and who may do what. */
@NullMarked
package io.emdia.merchants;

import org.jspecify.annotations.NullMarked;

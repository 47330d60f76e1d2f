/** The application: everything else is a capability in a package of its own. */
@NullMarked
package io.emdia;

import org.jspecify.annotations.NullMarked;

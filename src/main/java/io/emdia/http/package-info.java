/** What every endpoint shares: problem bodies, pages and cursors, limits. Knows no merchant. */
@NullMarked
package io.emdia.http;

import org.jspecify.annotations.NullMarked;

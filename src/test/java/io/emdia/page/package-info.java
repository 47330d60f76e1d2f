@NullMarked
package io.emdia.page;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.emdia.audit;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.emdia.http;

import org.jspecify.annotations.NullMarked;

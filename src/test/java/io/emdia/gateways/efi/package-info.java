@NullMarked
package io.emdia.gateways.efi;

import org.jspecify.annotations.NullMarked;

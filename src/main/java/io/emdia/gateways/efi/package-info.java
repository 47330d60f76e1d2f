/** Efí: Pix as it is received and given back, and the histories of its billing (Cobranças). */
@NullMarked
package io.emdia.gateways.efi;

import org.jspecify.annotations.NullMarked;

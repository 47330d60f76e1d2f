@NullMarked
package io.emdia.gateways.mercadopago;

import org.jspecify.annotations.NullMarked;

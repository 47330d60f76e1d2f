/** PagBank's Orders: bodies without event, id or time; the state of a charge is all there is. */
@NullMarked
package io.emdia.gateways.pagbank;

import org.jspecify.annotations.NullMarked;

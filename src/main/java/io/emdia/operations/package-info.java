/** What a person does about deliveries that were kept aside. */
@NullMarked
package io.emdia.operations;

import org.jspecify.annotations.NullMarked;

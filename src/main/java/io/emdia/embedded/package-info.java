/** PostgreSQL and Kafka inside the process, the default of a single machine. */
@NullMarked
package io.emdia.embedded;

import org.jspecify.annotations.NullMarked;

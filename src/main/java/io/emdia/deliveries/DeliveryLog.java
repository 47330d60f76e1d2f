package io.emdia.deliveries;

import reactor.core.publisher.Mono;

import java.util.List;
import java.util.function.Function;

/**
 * The log of deliveries: durable, partitioned, read at least once. Nothing here knows what a
 * delivery says.
 */
public interface DeliveryLog {

    /**
     * Appends with every in-sync replica's acknowledgement. Answers on a thread of the log's own,
     * which others wait for: whoever has more to do goes elsewhere first.
     *
     * @param partitionKey spreads and keeps together; holds no personal data
     * @return the position, or {@link LogUnavailable} at once when too much is under way or the
     *     broker does not answer, or the merchant's key cannot be read; after an error the delivery
     *     may still be on the log
     */
    Mono<LogPosition> append(String partitionKey, Delivery delivery);

    /**
     * Prepares a consumer of the whole log for one group of nodes. A batch is what came while the
     * one before was handled; the next one is given after the handler completed and the offsets
     * were committed. A handler's error makes the same batch come again.
     */
    Consumption consume(String group, Function<List<LoggedDelivery>, Mono<Void>> handler);
}

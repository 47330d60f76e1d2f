package io.emdia.ledger;

import io.r2dbc.spi.Connection;

import reactor.core.publisher.Mono;

import java.util.List;

/**
 * What is kept of a person beside the ledger. It is found by the customer's id and by what the
 * person is known by, so before that is forgotten; all within the ledger's unit of work.
 */
public interface KeptElsewhere {

    /** The ids of what holds anything of the person, of so many at most. */
    Mono<List<Long>> find(Connection unit, CustomerKey customer, Person person, int max);

    /** Destroys it for good, and tells how many held anything. */
    Mono<Long> destroy(Connection transaction, CustomerKey customer, Person person);
}

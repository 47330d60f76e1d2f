package io.emdia.ledger;

import io.r2dbc.spi.Connection;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Mono;

import java.time.LocalDate;
import java.util.List;

/**
 * Figures kept beside the ledger, moved in the ledger's own transaction. Called once a transaction,
 * with the charges and customers locked; several transactions may move figures of one merchant at
 * the same time, so cells are touched in key order.
 */
public interface Projection {

    /** Moves the figures by what the changes add minus what they take away. */
    Mono<Void> move(Connection transaction, Changes changes);

    /** Everything of one transaction, in key order; nothing that stayed the same. */
    record Changes(List<ChargeChange> charges, List<CustomerChange> customers) {}

    /** Null stands for a charge that does not count (yet, or any more). */
    record ChargeChange(ChargeKey key, @Nullable Charge before, @Nullable Charge after) {}

    /** A customer of whose charges at least one changed; both lists hold all of them. */
    record CustomerChange(CustomerKey key, List<Debt> before, List<Debt> after) {}

    /**
     * As much of a charge as a customer's figures need.
     *
     * @param method code of the charge's own method
     * @param turns the days on which the open amount (of balances) changes, ascending
     * @param open the open amount from each of those days on, minor units
     */
    record Debt(
            String chargeId,
            String currency,
            String method,
            LocalDate issuedOn,
            @Nullable LocalDate canceledOn,
            LocalDate effectiveDueOn,
            List<LocalDate> turns,
            List<Long> open) {}
}

package io.emdia.kpi;

import io.emdia.database.Row;
import io.emdia.database.Scan;
import io.emdia.kpi.Detail.OfCharge;
import io.emdia.kpi.Detail.OfCustomer;
import io.emdia.ledger.Charge;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import reactor.core.publisher.Mono;

import java.util.function.Supplier;

/**
 * What a metric consists of: each charge adds what its cells alone add, each customer what it alone
 * adds to the crowds. Details are worked out for those that are shown.
 */
record Items(Connection unit, String merchantId, Shares shares, Ranking<Supplier<Detail>> ranking) {

    private static final String DEBTORS =
            """
            select connection_id, customer_id, edges from kpi_debtor
             where merchant_id = $1 and currency = $2\
            """;

    /** Offers every one of them to the ranking. */
    Mono<Void> rank() {
        if (shares.metric().isOfSubscriptions()) {
            return new RevenueItems(unit, merchantId, shares).each(this::offer);
        }
        return shares.metric().families().contains(Metric.Family.CUSTOMERS)
                ? rankCustomers()
                : new Candidates(shares.metric(), scope()).of(merchantId).each(unit, this::rank);
    }

    private void rank(Charge charge) {
        var key = charge.key();
        offer(
                shares.of(charge),
                key.connectionId(),
                key.chargeId(),
                () -> OfCharge.of(charge, scope().asOf()));
    }

    private Mono<Void> rankCustomers() {
        return Scan.each(
                unit,
                DEBTORS,
                query -> query.with(merchantId).with(scope().currency()),
                Debt::of,
                this::rank);
    }

    private record Debt(String connectionId, String customerId, DebtorEdges edges) {

        static Debt of(Readable row) {
            return new Debt(
                    Row.text(row, "connection_id"),
                    Row.text(row, "customer_id"),
                    DebtorEdges.of(Row.text(row, "edges")));
        }
    }

    private void rank(Debt debt) {
        var connection = debt.connectionId();
        var customer = debt.customerId();
        offer(
                shares.of(Crowd.at(scope(), debt.edges()).sums(scope())),
                connection,
                customer,
                () -> new OfCustomer(connection, customer));
    }

    private void offer(Contribution adds, String connectionId, String id, Supplier<Detail> detail) {
        if (!adds.isNothing()) {
            ranking.offer(new Rank(adds, connectionId, id), detail);
        }
    }

    private Scope scope() {
        return shares.scope();
    }
}

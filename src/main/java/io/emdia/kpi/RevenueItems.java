package io.emdia.kpi;

import io.emdia.database.Row;
import io.emdia.database.Scan;
import io.emdia.kpi.Detail.OfCustomer;
import io.emdia.kpi.Detail.OfSubscription;
import io.emdia.ledger.Subscription;
import io.emdia.ledger.SubscriptionCharges;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import reactor.core.publisher.Mono;

import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What each customer adds to recurring revenue, and each subscription to the number of them.
 * Amounts are rounded as they add up, in the order of the customers, so that the items come to the
 * rounded whole: each is less than one minor unit off.
 */
final class RevenueItems {

    private static final String PAYERS =
            """
            select connection_id, customer_id, steps from kpi_payer
             where merchant_id = $1 and currency = $2
             order by connection_id, customer_id\
            """;

    private static final String SUBSCRIPTIONS =
            """
            select s.state::text as state, k.namings
              from subscription s
              join kpi_subscriber k using (merchant_id, connection_id, subscription_id)
             where merchant_id = $1 and s.currency = $2\
            """;

    private final Connection unit;
    private final String merchantId;
    private final Shares shares;
    private final CellSums nothing;
    private RevenueSums sum;

    RevenueItems(Connection unit, String merchantId, Shares shares) {
        this.unit = unit;
        this.merchantId = merchantId;
        this.shares = shares;
        this.nothing = CellSums.of(new Cells(), shares.scope());
        this.sum = RevenueSums.NONE.asShareOf(shares.revenue());
    }

    /** Takes what something adds. */
    @FunctionalInterface
    interface Offer {
        void take(Contribution adds, String connectionId, String id, Supplier<Detail> detail);
    }

    Mono<Void> each(Offer offer) {
        return shares.metric().isOfSubscriptionsAlone()
                ? scan(SUBSCRIPTIONS, row -> subscription(row, offer))
                : scan(PAYERS, row -> payer(row, offer));
    }

    private Mono<Void> scan(String sql, Function<Readable, Runnable> read) {
        return Scan.each(
                unit,
                sql,
                query -> query.with(merchantId).with(shares.scope().currency()),
                read,
                Runnable::run);
    }

    private Runnable payer(Readable row, Offer offer) {
        var connection = Row.text(row, "connection_id");
        var customer = Row.text(row, "customer_id");
        var steps = Row.text(row, "steps");
        return () -> rank(connection, customer, PayerSteps.of(steps), offer);
    }

    private void rank(String connection, String customer, PayerSteps steps, Offer offer) {
        var cells = new Cells();
        new Payer(merchantId, connection, customer, shares.scope().currency()).add(steps, cells, 1);
        offer.take(adds(cells), connection, customer, () -> new OfCustomer(connection, customer));
    }

    private Runnable subscription(Readable row, Offer offer) {
        var state = Row.text(row, "state");
        var namings = Row.text(row, "namings");
        return () -> rank(SubscriptionCharges.read(state), Namings.of(namings), offer);
    }

    private void rank(Subscription subscription, Namings namings, Offer offer) {
        var cells = new Cells();
        SubscriptionCells.add(subscription, namings, cells, 1);
        var key = subscription.key();
        offer.take(
                adds(cells),
                key.connectionId(),
                key.subscriptionId(),
                () -> OfSubscription.of(subscription, shares.scope().asOf()));
    }

    /** By how much the figure of all so far is more. */
    private Contribution adds(Cells cells) {
        var before = figure();
        sum = sum.plus(new RevenueSumming(cells, shares.scope()).sums());
        return figure().minus(before);
    }

    private Contribution figure() {
        var quantities = new Quantities(nothing.with(sum), shares.scope());
        var metric = shares.metric();
        return new Contribution(metric.numerator(quantities), metric.denominator(quantities));
    }
}

package io.emdia.ledger;

import io.emdia.calendar.Calendars;
import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.ledger.Subscription.SubscriptionKey;
import io.emdia.merchants.Merchant;
import io.r2dbc.spi.Connection;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads what was known when, within one unit of work, which must be a snapshot. */
@Component
public final class Recollections {

    private static final String RECORDED =
            """
            select (select count(*) from event where merchant_id = $1 and recorded_at > $2)
                   + (select count(*) from event_variant
                      where merchant_id = $1 and recorded_at > $2) as recorded\
            """;

    private static final String CHARGES =
            """
            select merchant_id, connection_id, charge_id from charge
            where merchant_id = $1 and (connection_id, charge_id) > ($2, $3)
            order by connection_id, charge_id limit $4\
            """;

    private static final String SUBSCRIPTIONS =
            """
            select merchant_id, connection_id, subscription_id from subscription
            where merchant_id = $1 and (connection_id, subscription_id) > ($2, $3)
            order by connection_id, subscription_id limit $4\
            """;

    /** Later than any record, and within what is stored as a moment. */
    private static final Instant EVER = Instant.parse("9999-12-31T23:59:59Z");

    private final Calendars calendars;

    Recollections(Calendars calendars) {
        this.calendars = calendars;
    }

    /**
     * Charges, each with every id that was ever linked to it, and subscriptions, with all that was
     * told of them. All of it is held in memory, so ask for some thousands at a time.
     */
    public Mono<Recollection> of(
            Connection unit,
            Merchant merchant,
            Collection<ChargeKey> charges,
            Collection<SubscriptionKey> subscriptions) {
        return thenAndNow(unit, merchant, charges, subscriptions, EVER);
    }

    /** The same, but of what was told only what was recorded up to an instant. */
    public Mono<Recollection> thenAndNow(
            Connection unit,
            Merchant merchant,
            Collection<ChargeKey> charges,
            Collection<SubscriptionKey> subscriptions,
            Instant then) {
        return SubjectRows.names(unit, charges)
                .flatMap(names -> stored(unit, merchant, names, subscriptions))
                .flatMap(recollection -> told(unit, recollection, then));
    }

    /** The same without what is stored now. */
    public Mono<Recollection> then(
            Connection unit,
            Merchant merchant,
            Collection<ChargeKey> charges,
            Collection<SubscriptionKey> subscriptions,
            Instant then) {
        return SubjectRows.names(unit, charges)
                .map(names -> untold(merchant, names, subscriptions, Recollection.Now.UNKNOWN))
                .flatMap(recollection -> told(unit, recollection, then));
    }

    /** What is stored now of charges, and of none of their other names. */
    public Mono<ChargeStates> now(Connection unit, Collection<ChargeKey> charges) {
        return ChargeStates.load(unit, charges);
    }

    private Mono<Recollection> stored(
            Connection unit,
            Merchant merchant,
            Collection<ChargeKey> names,
            Collection<SubscriptionKey> subscriptions) {
        return RecollectedRows.now(unit, names, subscriptions)
                .map(now -> untold(merchant, names, subscriptions, now));
    }

    private Recollection untold(
            Merchant merchant,
            Collection<ChargeKey> names,
            Collection<SubscriptionKey> subscriptions,
            Recollection.Now now) {
        var rules = Rules.of(merchant, calendars);
        return new Recollection(merchant.id(), rules, names, subscriptions, now, Map.of());
    }

    private static Mono<Recollection> told(Connection unit, Recollection untold, Instant until) {
        var subjects =
                Stream.concat(
                                untold.charges().stream().map(Subject::of),
                                untold.subscriptions().stream().map(Subject::of))
                        .toList();
        return BodyRows.load(unit, subjects, until).map(untold::with);
    }

    /** Events, of each every body, recorded after an instant. */
    public Mono<Long> recordedSince(Connection unit, String merchantId, Instant since) {
        return Query.on(unit, RECORDED)
                .with(merchantId)
                .with(since.atOffset(ZoneOffset.UTC))
                .row(row -> Row.number(row, "recorded"));
    }

    /** Every id of a charge, whether it counts or not, in key order. */
    public Mono<List<ChargeKey>> chargesAfter(
            Connection unit, String merchantId, @Nullable ChargeKey after, int limit) {
        return Query.on(unit, CHARGES)
                .with(merchantId)
                .with(after == null ? "" : after.connectionId())
                .with(after == null ? "" : after.chargeId())
                .with((long) limit)
                .rows(ChargeRows::key);
    }

    /** The same of subscriptions. */
    public Mono<List<SubscriptionKey>> subscriptionsAfter(
            Connection unit, String merchantId, @Nullable SubscriptionKey after, int limit) {
        return Query.on(unit, SUBSCRIPTIONS)
                .with(merchantId)
                .with(after == null ? "" : after.connectionId())
                .with(after == null ? "" : after.subscriptionId())
                .with((long) limit)
                .rows(RecollectedRows::subscriptionKey);
    }

    /**
     * Charges and subscriptions that something was recorded of after an instant, charges first, in
     * the order of their keys. A charge may change too by what was told of another name of it.
     */
    public Mono<List<Touched>> touchedSince(
            Connection unit, String merchantId, Instant since, @Nullable Touched after, int limit) {
        return TouchedRows.since(unit, merchantId, since, after, limit);
    }

    /**
     * Of those that something was recorded of after an instant the ones that may be, or have been,
     * something as of a day that was over by then; in no order.
     */
    public Mono<List<Touched>> touchedBack(
            Connection unit, String merchantId, Instant since, LocalDate day, int limit) {
        return TouchedRows.back(unit, merchantId, since, day, limit);
    }

    /**
     * @param kind {@code charge} or {@code subscription}
     * @param isNew nothing at all had been recorded of it before; false also where nobody asked
     */
    public record Touched(
            String merchantId, String kind, String connectionId, String id, boolean isNew) {

        public @Nullable ChargeKey charge() {
            return kind.equals("charge") ? new ChargeKey(merchantId, connectionId, id) : null;
        }

        public @Nullable SubscriptionKey subscription() {
            return kind.equals("subscription")
                    ? new SubscriptionKey(merchantId, connectionId, id)
                    : null;
        }
    }
}

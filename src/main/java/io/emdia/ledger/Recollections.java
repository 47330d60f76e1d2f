package io.emdia.ledger;

import io.emdia.calendar.Calendars;
import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.ledger.Subscription.SubscriptionKey;
import io.emdia.merchants.Merchant;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Reads what was known when, within one unit of work, which must be a snapshot. */
@Component
public final class Recollections {

    /** Of every body of an event: where one takes another's place, that one's facts are lost. */
    private static final String TOUCHED =
            """
            with told as (
                select connection_id, event_id from event
                where merchant_id = $1 and recorded_at > $2
                union
                select connection_id, event_id from event_variant
                where merchant_id = $1 and recorded_at > $2)
            select kind, connection_id, subject_id
            from event_subject join told using (connection_id, event_id)
            where merchant_id = $1 and kind in ('charge', 'subscription')
              and (kind, connection_id, subject_id) > ($3, $4, $5)
            group by kind, connection_id, subject_id
            order by kind, connection_id, subject_id
            limit $6\
            """;

    private final Calendars calendars;

    Recollections(Calendars calendars) {
        this.calendars = calendars;
    }

    /**
     * Charges, each with every id that was ever linked to it, and subscriptions. All of it is held
     * in memory, so ask for some thousands at a time.
     */
    public Mono<Recollection> of(
            Connection unit,
            Merchant merchant,
            Collection<ChargeKey> charges,
            Collection<SubscriptionKey> subscriptions) {
        return SubjectRows.names(unit, charges)
                .flatMap(names -> load(unit, merchant, names, subscriptions));
    }

    /**
     * Charges and subscriptions that something was recorded of after an instant, charges first, in
     * the order of their keys. A charge may change too by what was told of another name of it.
     */
    public Mono<List<Touched>> touchedSince(
            Connection unit, String merchantId, Instant since, @Nullable Touched after, int limit) {
        return Query.on(unit, TOUCHED)
                .with(merchantId)
                .with(since.atOffset(ZoneOffset.UTC))
                .with(after == null ? "" : after.kind())
                .with(after == null ? "" : after.connectionId())
                .with(after == null ? "" : after.id())
                .with((long) limit)
                .rows(row -> touched(row, merchantId));
    }

    /**
     * @param kind {@code charge} or {@code subscription}
     */
    public record Touched(String merchantId, String kind, String connectionId, String id) {

        public @Nullable ChargeKey charge() {
            return kind.equals("charge") ? new ChargeKey(merchantId, connectionId, id) : null;
        }

        public @Nullable SubscriptionKey subscription() {
            return kind.equals("subscription")
                    ? new SubscriptionKey(merchantId, connectionId, id)
                    : null;
        }
    }

    private static Touched touched(Readable row, String merchantId) {
        return new Touched(
                merchantId,
                Row.text(row, "kind"),
                Row.text(row, "connection_id"),
                Row.text(row, "subject_id"));
    }

    private Mono<Recollection> load(
            Connection unit,
            Merchant merchant,
            Collection<ChargeKey> names,
            Collection<SubscriptionKey> subscriptions) {
        var subjects =
                Stream.concat(
                                names.stream().map(Subject::of),
                                subscriptions.stream().map(Subject::of))
                        .toList();
        return RecollectedRows.now(unit, names, subscriptions)
                .flatMap(
                        now ->
                                BodyRows.load(unit, subjects)
                                        .map(
                                                bodies ->
                                                        new Recollection(
                                                                merchant.id(),
                                                                Rules.of(merchant, calendars),
                                                                names,
                                                                subscriptions,
                                                                now,
                                                                bodies)));
    }
}

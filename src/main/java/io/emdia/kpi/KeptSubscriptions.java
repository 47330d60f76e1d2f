package io.emdia.kpi;

import static java.util.stream.Collectors.toMap;

import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.kpi.Replay.Kept;
import io.emdia.ledger.Subscription;
import io.emdia.ledger.Subscription.SubscriptionKey;
import io.emdia.ledger.SubscriptionCharges;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Subscriptions as they are stored, with what is kept of them; decoded off the event loop. */
final class KeptSubscriptions {

    private static final String LOAD =
            """
            select k.*,
                   (select state::text from subscription s
                    where (s.merchant_id, s.connection_id, s.subscription_id)
                        = (k.merchant_id, k.connection_id, k.subscription_id)) as state,
                   (select namings from kpi_subscriber s
                    where (s.merchant_id, s.connection_id, s.subscription_id)
                        = (k.merchant_id, k.connection_id, k.subscription_id)) as namings
            from unnest($1::text[], $2::text[], $3::text[])
                 as k(merchant_id, connection_id, subscription_id)\
            """;

    private KeptSubscriptions() {}

    private record Stored(SubscriptionKey key, @Nullable String state, @Nullable String namings) {

        static Stored of(Readable row) {
            return new Stored(
                    SubscriberRows.key(row),
                    Row.maybeText(row, "state"),
                    Row.maybeText(row, "namings"));
        }

        Kept kept(Map<SubscriptionKey, Namings> gathered) {
            return new Kept(
                    subscription(),
                    namings == null
                            ? gathered.getOrDefault(key, Namings.NONE)
                            : Namings.of(namings));
        }

        private @Nullable Subscription subscription() {
            return state == null ? null : SubscriptionCharges.read(state);
        }
    }

    /**
     * Where nothing is kept of one, what its charges say now is gathered from them.
     *
     * @param known those that were something at some time, whether or not they are now
     */
    static Mono<Map<SubscriptionKey, Kept>> load(
            Connection unit,
            List<SubscriptionKey> keys,
            Set<SubscriptionKey> known,
            Scheduler scheduler) {
        return SubscriberRows.keyed(Query.on(unit, LOAD), keys)
                .rows(Stored::of)
                .flatMap(
                        rows ->
                                SubscriberRows.gather(unit, unkept(rows, known))
                                        .publishOn(scheduler)
                                        .map(gathered -> kept(rows, gathered)));
    }

    private static List<SubscriptionKey> unkept(List<Stored> rows, Set<SubscriptionKey> known) {
        return rows.stream()
                .filter(row -> row.namings() == null)
                .filter(row -> row.state() != null || known.contains(row.key()))
                .map(Stored::key)
                .toList();
    }

    private static Map<SubscriptionKey, Kept> kept(
            List<Stored> rows, Map<SubscriptionKey, Namings> gathered) {
        return rows.stream().collect(toMap(Stored::key, row -> row.kept(gathered)));
    }
}

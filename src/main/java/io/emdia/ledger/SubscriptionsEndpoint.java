package io.emdia.ledger;

import io.emdia.database.Database;
import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.http.Cursor;
import io.emdia.http.DayParameter;
import io.emdia.http.Page;
import io.emdia.http.Problem;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/** Subscriptions over HTTP, at any day; those that have not started by then are left out. */
@RestController
@RequestMapping("/v1/merchants/{merchant}/subscriptions")
final class SubscriptionsEndpoint {

    private static final Set<String> STATUSES =
            Set.of("trialing", "active", "past_due", "paused", "canceled");

    /** Past due is asked of the charges: active, with an overdue charge that names it. */
    private static final String LIST =
            """
            select s.connection_id, s.subscription_id, s.state::text as state,
                   exists (select from charge c
                           where (c.merchant_id, c.connection_id, c.subscription_id)
                                 = (s.merchant_id, s.connection_id, s.subscription_id)
                             and c.effective_due_on < $2
                             and c.open_amounts[width_bucket($2, c.turns)] > 0) as is_late
            from subscription s
            where s.merchant_id = $1 and s.state is not null and s.started_on <= $2
              and ($3::text is null or s.customer_id = $3)
              and (s.connection_id, s.subscription_id) > ($4, $5)
            order by s.connection_id, s.subscription_id limit $6\
            """;

    /** Rows looked through for one page when only some statuses are wanted. */
    private static final int SCAN_MAX = 2_000;

    private final Asked asked;
    private final Database database;

    SubscriptionsEndpoint(Asked asked, Database database) {
        this.asked = asked;
        this.database = database;
    }

    /** Amount in minor units for {@code intervalCount} intervals, at the asked day. */
    record Item(
            String connectionId,
            String subscriptionId,
            String customerId,
            @Nullable String plan,
            String currency,
            long amount,
            String interval,
            int intervalCount,
            LocalDate startedOn,
            @Nullable LocalDate endsOn,
            String status) {}

    /** A page may be shorter than asked when a status is; the cursor leads on. */
    @GetMapping
    Mono<Page<Item>> list(
            @PathVariable("merchant") String merchant,
            @RequestParam(name = "status", required = false) @Nullable String status,
            @RequestParam(name = "customer_id", required = false) @Nullable String customerId,
            @RequestParam(name = "as_of", required = false) @Nullable String asOf,
            @RequestParam(name = "limit", required = false) @Nullable String limit,
            @RequestParam(name = "cursor", required = false) @Nullable String cursor) {
        if (status != null && !STATUSES.contains(status)) {
            throw Problem.invalid(
                    "status", "must be one of " + STATUSES.stream().sorted().toList());
        }
        var size = Page.size(Asked.number("limit", limit));
        var after = cursor == null ? Cursor.of("", "") : Cursor.decode(cursor, 2);
        var day = DayParameter.read("as_of", asOf);
        return asked.merchant(merchant)
                .flatMap(known -> read(merchant, asked.day(known, day), customerId, after))
                .map(rows -> page(rows, status, size));
    }

    private Mono<List<Item>> read(
            String merchant, LocalDate day, @Nullable String customerId, Cursor after) {
        return database.read(connection -> scan(connection, merchant, day, customerId, after));
    }

    private static Mono<List<Item>> scan(
            Connection connection,
            String merchant,
            LocalDate day,
            @Nullable String customerId,
            Cursor after) {
        return Query.on(connection, LIST)
                .with(merchant)
                .with(day)
                .with(customerId, String.class)
                .with(after.parts().get(0))
                .with(after.parts().get(1))
                .with(SCAN_MAX + 1L)
                .rows(row -> item(row, day));
    }

    private static Page<Item> page(List<Item> rows, @Nullable String status, int size) {
        var scanned = rows.subList(0, Math.min(rows.size(), SCAN_MAX));
        var wanted =
                scanned.stream()
                        .filter(item -> status == null || status.equals(item.status()))
                        .toList();
        if (wanted.size() > size) {
            return Page.of(wanted, size, SubscriptionsEndpoint::cursor);
        }
        var next = rows.size() > SCAN_MAX ? cursor(scanned.getLast()).encoded() : null;
        return new Page<>(wanted, next);
    }

    private static Cursor cursor(Item last) {
        return Cursor.of(last.connectionId(), last.subscriptionId());
    }

    private static Item item(Readable row, LocalDate day) {
        var subscription = FactCodec.readState(Row.text(row, "state"), Subscription.class);
        var version = subscription.version(day);
        return new Item(
                Row.text(row, "connection_id"),
                Row.text(row, "subscription_id"),
                version.customerId(),
                version.plan(),
                subscription.currency(),
                version.amount(),
                version.interval().code(),
                version.intervalCount(),
                subscription.startedOn(),
                subscription.endsOn(),
                status(subscription, version, day, Row.truth(row, "is_late")));
    }

    private static String status(
            Subscription subscription,
            Subscription.Version version,
            LocalDate day,
            boolean isLate) {
        if (subscription.isCanceled(day)) {
            return "canceled";
        }
        return switch (version.status()) {
            case ACTIVE -> isLate ? "past_due" : "active";
            case TRIALING, PAUSED -> version.status().code();
        };
    }
}

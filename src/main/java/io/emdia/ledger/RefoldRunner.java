package io.emdia.ledger;

import io.emdia.calendar.Calendars;
import io.emdia.database.Database;
import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.database.Scope;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * Folds merchants again whose zone, calendar or rules changed, some charges a transaction, while
 * they go on serving. What is left to do stands in the rows themselves, so a crash loses nothing
 * and several nodes may do it at once.
 */
@Component
final class RefoldRunner implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RefoldRunner.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration BACKOFF_MAX = Duration.ofSeconds(30);
    private static final int CHARGES_A_STEP = 200;

    private static final String STALE_MERCHANTS =
            """
            select merchant_id, time_zone, calendar, mrr_starts, doubtful_after_days, folded_rules
            from merchant order by merchant_id\
            """;

    private static final String STALE_SUBJECTS =
            """
            (select 'charge' as kind, connection_id, charge_id as id from charge
             where merchant_id = $1 and rules is distinct from $2 limit $4)
            union all
            (select 'subscription', connection_id, subscription_id from subscription
             where merchant_id = $1 and rules is distinct from $3 limit $4)\
            """;

    private static final String DONE =
            "update merchant set folded_rules = $2 where merchant_id = $1";

    private final Database database;
    private final RuleRows rules;
    private final List<Projection> projections;
    private final Persons persons;
    private volatile @Nullable Disposable running;

    RefoldRunner(
            Database database, Calendars calendars, List<Projection> projections, Persons persons) {
        this.database = database;
        this.rules = new RuleRows(calendars);
        this.projections = List.copyOf(projections);
        this.persons = persons;
    }

    /**
     * @param rules of charges
     * @param subscriptionRules of subscriptions
     * @param doubtfulAfterDays stands in no charge, but in the figures
     * @param isNew was never looked at before, so there are no figures that may change
     */
    private record Stale(
            String merchantId,
            String rules,
            String subscriptionRules,
            int doubtfulAfterDays,
            boolean isNew) {

        /** What a merchant's figures are by. */
        String name() {
            return "%s|%d".formatted(subscriptionRules, doubtfulAfterDays);
        }
    }

    @Override
    public void start() {
        running =
                Mono.defer(this::round)
                        .repeatWhen(rounds -> rounds.delayElements(PAUSE))
                        .retryWhen(Retry.backoff(Long.MAX_VALUE, PAUSE).maxBackoff(BACKOFF_MAX))
                        .subscribe();
    }

    @Override
    public void stop() {
        var disposable = running;
        if (disposable != null) {
            disposable.dispose();
        }
        running = null;
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }

    /** Brings every merchant to its present rules. */
    Mono<Void> round() {
        return database.read(Scope.DIRECTORY, RefoldRunner::stale)
                .flatMapMany(Flux::fromIterable)
                .concatMap(this::refold)
                .then()
                .checkpoint("refold");
    }

    private static Mono<List<Stale>> stale(Connection connection) {
        return Query.on(connection, STALE_MERCHANTS)
                .rows(RefoldRunner::merchant)
                .map(rows -> rows.stream().filter(Merchant::isStale).map(Merchant::now).toList());
    }

    private record Merchant(Stale now, @Nullable String folded) {

        boolean isStale() {
            return !now.name().equals(folded);
        }
    }

    private static Merchant merchant(Readable row) {
        var rules = Rules.name(Row.text(row, "time_zone"), Row.text(row, "calendar"));
        var patience = Objects.requireNonNull(row.get("doubtful_after_days", Integer.class));
        var folded = Row.maybeText(row, "folded_rules");
        var ofSubscriptions = Rules.subscriptionsName(rules, Row.text(row, "mrr_starts"));
        var id = Row.text(row, "merchant_id");
        var now = new Stale(id, rules, ofSubscriptions, patience, folded == null);
        return new Merchant(now, folded);
    }

    private Mono<Void> refold(Stale merchant) {
        return database.write(
                        Scope.of(merchant.merchantId()), transaction -> step(transaction, merchant))
                .repeat()
                .takeUntil(folded -> folded == 0)
                .reduce(0, Integer::sum)
                .filter(folded -> folded > 0)
                .doOnNext(
                        folded ->
                                LOG.info("Folded {} again, {} rows", merchant.merchantId(), folded))
                .then();
    }

    /** The number of rows folded; 0 when the merchant is done. */
    private Mono<Integer> step(Connection transaction, Stale merchant) {
        var id = merchant.merchantId();
        return rules.load(transaction, List.of(id))
                .flatMap(loaded -> step(transaction, now(merchant, loaded), loaded));
    }

    private Mono<Integer> step(Connection transaction, Stale merchant, Map<String, Rules> loaded) {
        return Query.on(transaction, STALE_SUBJECTS)
                .with(merchant.merchantId())
                .with(merchant.rules())
                .with(merchant.subscriptionRules())
                .with((long) CHARGES_A_STEP)
                .rows(
                        row ->
                                new Subject(
                                        merchant.merchantId(),
                                        Row.text(row, "connection_id"),
                                        Row.text(row, "kind"),
                                        Row.text(row, "id")))
                .flatMap(
                        subjects ->
                                subjects.isEmpty()
                                        ? done(transaction, merchant)
                                        : refold(transaction, merchant, loaded, subjects));
    }

    /** Under this transaction's rules, which may have changed again since the round began. */
    private static Stale now(Stale merchant, Map<String, Rules> loaded) {
        var id = merchant.merchantId();
        var now = Objects.requireNonNull(loaded.get(id));
        return new Stale(
                id,
                now.name(),
                now.subscriptionsName(),
                merchant.doubtfulAfterDays(),
                merchant.isNew());
    }

    private static Mono<Integer> done(Connection transaction, Stale merchant) {
        return Query.on(transaction, DONE)
                .with(merchant.merchantId())
                .with(merchant.name())
                .run()
                .then(merchant.isNew() ? Mono.empty() : bump(transaction, merchant))
                .thenReturn(0);
    }

    private Mono<Integer> refold(
            Connection transaction,
            Stale merchant,
            Map<String, Rules> loaded,
            List<Subject> subjects) {
        return new Application(transaction, loaded, projections, persons)
                .refold(new TreeSet<>(subjects), Map.of())
                .then(bump(transaction, merchant))
                .thenReturn(subjects.size());
    }

    private static Mono<Void> bump(Connection transaction, Stale merchant) {
        return Mono.defer(() -> ProgressRows.bump(transaction, List.of(merchant.merchantId())));
    }
}

package io.emdia.kpi;

import io.emdia.database.Database;
import io.emdia.http.Problem;
import io.emdia.ledger.Backlog;
import io.emdia.ledger.Progress;
import io.emdia.merchants.Merchant;
import io.emdia.rates.DailyRates;
import io.emdia.rates.StoredRates;
import io.r2dbc.spi.Connection;

import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Computes documents of all currencies of a merchant in the one its daily rates are in. Each comes
 * from one snapshot.
 */
@Component
public final class ConsolidatedDocuments {

    private final Database database;
    private final StoredRates rates;
    private final KpiDocuments documents;
    private final Progress progress;
    private final Backlog backlog;
    private final InstantSource clock;

    ConsolidatedDocuments(
            Database database,
            StoredRates rates,
            KpiDocuments documents,
            Progress progress,
            Backlog backlog,
            InstantSource clock) {
        this.database = database;
        this.rates = rates;
        this.documents = documents;
        this.progress = progress;
        this.backlog = backlog;
        this.clock = clock;
    }

    /**
     * @param fx what rates alone moved of recurring revenue in the window
     * @param currencies all that there are charges or subscriptions in
     */
    public record Consolidated(KpiDocument document, long fx, List<String> currencies) {}

    /**
     * A {@link Problem} (400) names the parameter when the question cannot be answered; another
     * (409) the currencies without a rate.
     *
     * @param question its currency is of no matter
     */
    public Mono<Consolidated> compute(Merchant merchant, KpiQuestion question) {
        return database.snapshot(
                        io.emdia.database.Scope.of(merchant.id()),
                        unit -> compute(unit, merchant, question))
                .checkpoint("consolidated document");
    }

    private Mono<Consolidated> compute(Connection unit, Merchant merchant, KpiQuestion question) {
        return rates.all(unit, merchant.id())
                .switchIfEmpty(Mono.error(ConsolidatedDocuments::noRates))
                .flatMap(known -> about(unit, merchant, question, known))
                .flatMap(about -> document(unit, about));
    }

    private Mono<ConsolidatedScope> about(
            Connection unit, Merchant merchant, KpiQuestion question, DailyRates known) {
        return documents
                .currencies(unit, merchant.id())
                .map(used -> covered(used, known))
                .flatMap(
                        used ->
                                documents
                                        .scope(unit, merchant, question.in(known.into()))
                                        .map(scope -> about(merchant, used, known, scope)));
    }

    private static ConsolidatedScope about(
            Merchant merchant, List<String> used, DailyRates known, Scope scope) {
        return new ConsolidatedScope(merchant.id(), used, known, scope);
    }

    private static Problem noRates() {
        return Problem.conflict("there are no daily rates yet: PUT .../rates supplies them");
    }

    private static List<String> covered(List<String> used, DailyRates rates) {
        var missing = used.stream().filter(currency -> !rates.covers(currency)).toList();
        if (!missing.isEmpty()) {
            throw Problem.conflict(
                    "there is no daily rate in %s of %s: PUT .../rates supplies it"
                            .formatted(rates.into(), String.join(", ", missing)));
        }
        return used;
    }

    /** One reading after the other: a connection has one conversation. */
    private Mono<Consolidated> document(Connection unit, ConsolidatedScope about) {
        return charges(unit, about)
                .flatMap(
                        charges ->
                                ConsolidatedRevenue.read(unit, about)
                                        .flatMap(
                                                revenue ->
                                                        document(unit, about, charges, revenue)));
    }

    private static Mono<ConsolidatedFigures> charges(Connection unit, ConsolidatedScope about) {
        var parts = new Parts(about.rates());
        return new PartReading(unit, about, parts)
                .read()
                .then(Mono.defer(() -> SharedDebtors.read(unit, about, parts)))
                .then(Mono.fromSupplier(() -> new ConsolidatedSums(parts, about.scope())))
                .map(ConsolidatedFigures::new);
    }

    private Mono<Consolidated> document(
            Connection unit,
            ConsolidatedScope about,
            ConsolidatedFigures charges,
            ConsolidatedRevenue revenue) {
        return progress.of(unit, about.merchantId())
                .map(state -> document(state, about.scope(), charges, revenue))
                .map(document -> new Consolidated(document, revenue.fx(), about.currencies()));
    }

    private KpiDocument document(
            Progress.State state,
            Scope scope,
            ConsolidatedFigures charges,
            ConsolidatedRevenue revenue) {
        return new KpiDocument(
                state.merchantId(),
                scope.currency(),
                scope.asOf(),
                new KpiDocument.Window(scope.start(), scope.end()),
                state.version(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                new KpiDocument.Freshness(state.lastDeliveryAt(), backlog.records()),
                charges.delinquency(),
                charges.aging(),
                charges.collection(),
                charges.recovery(),
                charges.attempts(),
                charges.reversals(),
                charges.paymentMix(),
                revenue.revenue(),
                revenue.churn(),
                revenue.subscriptions());
    }
}

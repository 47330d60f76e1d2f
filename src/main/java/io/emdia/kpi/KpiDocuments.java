package io.emdia.kpi;

import io.emdia.database.Database;
import io.emdia.http.Problem;
import io.emdia.ledger.Backlog;
import io.emdia.ledger.Progress;
import io.emdia.merchants.Merchant;
import io.r2dbc.spi.Connection;

import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Computes KPI documents from cells. Each comes from one snapshot, its version included. */
@Component
public final class KpiDocuments {

    private final Database database;
    private final Progress progress;
    private final Backlog backlog;
    private final KpiSettings settings;
    private final InstantSource clock;

    KpiDocuments(
            Database database,
            Progress progress,
            Backlog backlog,
            KpiSettings settings,
            InstantSource clock) {
        this.database = database;
        this.progress = progress;
        this.backlog = backlog;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * The document as it is now; a {@link Problem} (400) names the parameter when the question
     * cannot be answered.
     */
    public Mono<KpiDocument> compute(Merchant merchant, KpiQuestion question) {
        return database.snapshot(
                        io.emdia.database.Scope.of(merchant.id()),
                        unit -> compute(unit, merchant, question))
                .checkpoint("kpi document");
    }

    /** How long the payments took of the window that a document would have. */
    public Mono<PaymentLags> lags(Merchant merchant, KpiQuestion question) {
        return database.snapshot(
                        io.emdia.database.Scope.of(merchant.id()),
                        unit ->
                                currency(unit, merchant, question)
                                        .map(currency -> scope(merchant, question, currency))
                                        .flatMap(
                                                scope ->
                                                        PaymentLags.of(unit, merchant.id(), scope)))
                .checkpoint("payment lags");
    }

    /** What is open today in one currency, by method. */
    public Mono<List<MethodBalance>> balances(Merchant merchant, String currency) {
        var asOf = today(merchant);
        return database.read(
                io.emdia.database.Scope.of(merchant.id()),
                unit -> MethodBalance.all(unit, merchant.id(), currency, asOf));
    }

    /** The currencies a merchant has charges or subscriptions in, as a unit of work sees them. */
    public Mono<List<String>> currencies(Connection unit, String merchantId) {
        return CellReading.currencies(unit, merchantId);
    }

    /** The currencies a merchant has charges or subscriptions in, by code. */
    public Mono<List<String>> currencies(String merchantId) {
        return database.read(
                io.emdia.database.Scope.of(merchantId),
                unit -> CellReading.currencies(unit, merchantId));
    }

    /** The same, as a unit of work sees it, which must be a snapshot. */
    public Mono<KpiDocument> compute(Connection unit, Merchant merchant, KpiQuestion question) {
        return scope(unit, merchant, question).flatMap(scope -> document(unit, merchant, scope));
    }

    /** What a question is about, every default taken; a {@link Problem} as above. */
    Mono<Scope> scope(Connection unit, Merchant merchant, KpiQuestion question) {
        return currency(unit, merchant, question)
                .map(currency -> scope(merchant, question, currency));
    }

    private Scope scope(Merchant merchant, KpiQuestion question, String currency) {
        return Scope.of(
                question,
                currency,
                today(merchant),
                settings.windowMax(),
                merchant.doubtfulAfterDays());
    }

    private Mono<KpiDocument> document(Connection unit, Merchant merchant, Scope scope) {
        return new CellReading(unit, merchant.id(), scope)
                .sums()
                .flatMap(sums -> document(unit, merchant, scope, sums));
    }

    /** Of sums that are known already. */
    Mono<KpiDocument> document(Connection unit, Merchant merchant, Scope scope, CellSums sums) {
        return progress.of(unit, merchant.id()).map(state -> document(state, scope, sums));
    }

    private KpiDocument document(Progress.State state, Scope scope, CellSums sums) {
        var figures = new Figures(sums, scope);
        return new KpiDocument(
                state.merchantId(),
                scope.currency(),
                scope.asOf(),
                new KpiDocument.Window(scope.start(), scope.end()),
                state.version(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                new KpiDocument.Freshness(state.lastDeliveryAt(), backlog.records()),
                figures.delinquency(),
                figures.aging(),
                figures.collection(),
                figures.recovery(),
                figures.attempts(),
                figures.reversals(),
                figures.paymentMix(),
                figures.revenue(),
                figures.churn(),
                figures.subscriptions());
    }

    /** What is asked for, else the merchant's default or only one; a 400 naming them if several. */
    public Mono<String> currency(Connection unit, Merchant merchant, KpiQuestion question) {
        if (question.currency() != null) {
            return Mono.just(question.currency());
        }
        if (merchant.defaultCurrency() != null) {
            return Mono.just(merchant.defaultCurrency());
        }
        return CellReading.currencies(unit, merchant.id()).map(KpiDocuments::only);
    }

    private static String only(List<String> currencies) {
        if (currencies.size() != 1) {
            throw Problem.invalid(
                    "currency",
                    currencies.isEmpty()
                            ? "is required: there are no charges or subscriptions yet"
                            : "must be one of " + String.join(", ", currencies));
        }
        return currencies.getFirst();
    }

    private LocalDate today(Merchant merchant) {
        return clock.instant().atZone(merchant.timeZone()).toLocalDate();
    }
}

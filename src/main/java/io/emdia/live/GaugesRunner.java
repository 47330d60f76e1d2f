package io.emdia.live;

import io.emdia.kpi.KpiDocuments;
import io.emdia.kpi.KpiQuestion;
import io.emdia.ledger.Progress;
import io.emdia.merchants.Merchant;
import io.emdia.merchants.Merchants;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Keeps the gauges at the newest documents: when a version moved, and every minute besides. */
@Component
final class GaugesRunner implements SmartLifecycle {

    static final String OTHER = "_other";

    private static final Logger LOG = LoggerFactory.getLogger(GaugesRunner.class);

    /** So many documents are computed side by side; the readers come first. */
    private static final int AT_ONCE = 2;

    private final Progress progress;
    private final Merchants merchants;
    private final KpiDocuments documents;
    private final KpiMeters meters;
    private final MetricsSettings settings;
    private final InstantSource clock;
    private final Scheduler scheduler;
    private final Map<String, Computed> computed = new ConcurrentSkipListMap<>();
    private Disposable running = Disposables.disposed();

    GaugesRunner(
            Progress progress,
            Merchants merchants,
            KpiDocuments documents,
            KpiMeters meters,
            MetricsSettings settings,
            InstantSource clock,
            Scheduler liveScheduler) {
        this.progress = progress;
        this.merchants = merchants;
        this.documents = documents;
        this.meters = meters;
        this.settings = settings;
        this.clock = clock;
        this.scheduler = liveScheduler;
    }

    /** Emits after each look. */
    Flux<Integer> looks() {
        return Flux.interval(settings.look(), scheduler)
                .onBackpressureDrop()
                .concatMap(_ -> look(), 1)
                .checkpoint("gauges");
    }

    private Mono<Integer> look() {
        return progress.all()
                .flatMapIterable(states -> states)
                .filter(this::isDue)
                .flatMap(this::compute, AT_ONCE)
                .then(Mono.fromSupplier(this::show))
                .doOnError(failure -> LOG.debug("gauges could not be refreshed", failure))
                .onErrorComplete();
    }

    private boolean isDue(Progress.State state) {
        var last = computed.get(state.merchantId());
        return last == null
                || last.version() != state.version()
                || !last.at().plus(settings.longest()).isAfter(clock.instant());
    }

    private Mono<Computed> compute(Progress.State state) {
        var now = clock.instant();
        return merchants
                .find(state.merchantId())
                .flatMap(this::figures)
                .map(figures -> new Computed(state.version(), now, figures))
                .map(newest -> keep(state.merchantId(), newest));
    }

    private Computed keep(String merchantId, Computed newest) {
        computed.put(merchantId, newest);
        return newest;
    }

    private Mono<List<MerchantFigures>> figures(Merchant merchant) {
        return documents
                .currencies(merchant.id())
                .flatMapIterable(currencies -> currencies)
                .concatMap(currency -> figures(merchant, currency))
                .collectList();
    }

    private Mono<MerchantFigures> figures(Merchant merchant, String currency) {
        return documents
                .compute(merchant, KpiQuestion.now(currency))
                .flatMap(
                        document ->
                                documents
                                        .balances(merchant, currency)
                                        .map(open -> MerchantFigures.of(document, open)));
    }

    private int show() {
        var figures = shown();
        meters.show(figures);
        return figures.size();
    }

    private List<MerchantFigures> shown() {
        var all = List.copyOf(computed.values());
        var shown = new LinkedHashMap<String, MerchantFigures>();
        all.stream()
                .limit(settings.maxMerchants())
                .flatMap(one -> one.figures().stream())
                .forEach(one -> shown.put(one.merchant() + " " + one.currency(), one));
        var others = new TreeMap<String, MerchantFigures>();
        all.stream()
                .skip(settings.maxMerchants())
                .flatMap(one -> one.figures().stream())
                .forEach(
                        one ->
                                others.merge(
                                        one.currency(), one.named(OTHER), MerchantFigures::plus));
        others.forEach((currency, sum) -> shown.put(OTHER + " " + currency, sum));
        return List.copyOf(shown.values());
    }

    @Override
    public void start() {
        running =
                looks().subscribe(
                                shown -> LOG.trace("{} rows of gauges", shown),
                                failure -> LOG.error("gauges are not refreshed any more", failure));
    }

    @Override
    public void stop() {
        running.dispose();
    }

    @Override
    public boolean isRunning() {
        return !running.isDisposed();
    }

    private record Computed(long version, Instant at, List<MerchantFigures> figures) {}
}

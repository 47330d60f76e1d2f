package io.emdia.live;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.emdia.kpi.KpiDocuments;
import io.emdia.kpi.KpiQuestion;
import io.emdia.ledger.Progress;
import io.emdia.live.MerchantFigures.Part;
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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/** Keeps the gauges at the newest documents: when a version moved, and every minute besides. */
@Component
final class GaugesRunner implements SmartLifecycle {

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
                .flatMap(this::parts)
                .map(parts -> new Computed(state.version(), now, parts))
                .map(newest -> keep(state.merchantId(), newest));
    }

    private Computed keep(String merchantId, Computed newest) {
        computed.put(merchantId, newest);
        return newest;
    }

    private Mono<List<Part>> parts(Merchant merchant) {
        return documents
                .currencies(merchant.id())
                .flatMapIterable(currencies -> currencies)
                .concatMap(currency -> part(merchant, currency))
                .collectList();
    }

    private Mono<Part> part(Merchant merchant, String currency) {
        return documents
                .compute(merchant, KpiQuestion.now(currency))
                .flatMap(
                        document ->
                                documents
                                        .balances(merchant, currency)
                                        .map(open -> new Part(document, open)));
    }

    private int show() {
        var figures = shown();
        meters.show(figures);
        return figures.size();
    }

    private List<MerchantFigures> shown() {
        var all = List.copyOf(computed.values());
        var single =
                all.stream()
                        .limit(settings.maxMerchants())
                        .flatMap(one -> one.parts().stream())
                        .map(MerchantFigures::of);
        var others =
                all.stream()
                        .skip(settings.maxMerchants())
                        .flatMap(one -> one.parts().stream())
                        .collect(groupingBy(Part::currency, TreeMap::new, toList()));
        return Stream.concat(
                        single,
                        others.entrySet().stream()
                                .map(it -> MerchantFigures.others(it.getKey(), it.getValue())))
                .toList();
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

    private record Computed(long version, Instant at, List<Part> parts) {}
}

package io.emdia.live;

import io.emdia.http.Problem;
import io.emdia.kpi.KpiDocument;
import io.emdia.kpi.KpiDocuments;
import io.emdia.kpi.KpiQuestion;
import io.emdia.merchants.Merchants;

import org.springframework.stereotype.Component;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The questions that somebody watches, each answered once for all who ask it. */
@Component
final class Feeds {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    private final KpiDocuments documents;
    private final Merchants merchants;
    private final Changes changes;
    private final LiveSettings settings;
    private final Scheduler scheduler;
    private final JsonMapper json;
    private final Map<Watched, Flux<Frame>> watched = new ConcurrentHashMap<>();

    Feeds(
            KpiDocuments documents,
            Merchants merchants,
            Changes changes,
            LiveSettings settings,
            Scheduler liveScheduler,
            JsonMapper json) {
        this.documents = documents;
        this.merchants = merchants;
        this.changes = changes;
        this.settings = settings;
        this.scheduler = liveScheduler;
        this.json = json;
    }

    /** The newest document at once, then every newer one; 429 when too many differ. */
    Flux<Frame> of(String merchantId, KpiQuestion question) {
        var wanted = new Watched(merchantId, question);
        return Flux.defer(() -> watched.computeIfAbsent(admitted(wanted), this::open));
    }

    /**
     * The same, but where there is no currency yet to have figures in: {@link Frame#NO_DOCUMENT}
     * then, and the documents as soon as there is one.
     */
    Flux<Frame> onceThereAre(String merchantId, KpiQuestion question) {
        return of(merchantId, question)
                .onErrorResume(Problem.class, problem -> none(merchantId, problem))
                .repeatWhen(rounds -> rounds.concatMap(_ -> changed(merchantId), 1));
    }

    private Flux<Frame> none(String merchantId, Problem problem) {
        return documents
                .currencies(merchantId)
                .filter(List::isEmpty)
                .switchIfEmpty(Mono.error(problem))
                .thenMany(Flux.just(Frame.NO_DOCUMENT));
    }

    /** A change between two looks is told to nobody, so that there is a next look in any case. */
    private Mono<Long> changed(String merchantId) {
        return Mono.firstWithSignal(
                changes.of(merchantId).next(), Mono.delay(LOOK_AGAIN, scheduler));
    }

    private Watched admitted(Watched wanted) {
        if (!watched.containsKey(wanted)
                && questions(wanted) >= settings.maxQuestionsPerMerchant()) {
            throw Problem.tooMany(
                    "The merchant's figures are watched in as many ways as they may be",
                    RETRY_AFTER);
        }
        return wanted;
    }

    private long questions(Watched wanted) {
        return watched.keySet().stream()
                .filter(other -> other.merchantId().equals(wanted.merchantId()))
                .count();
    }

    /** Shared while anybody watches; who comes later first gets the newest frame. */
    private Flux<Frame> open(Watched wanted) {
        return Flux.defer(() -> feed(wanted).frames(changes.of(wanted.merchantId())))
                .doFinally(_ -> watched.remove(wanted))
                .replay(1)
                .refCount();
    }

    private Feed feed(Watched wanted) {
        return new Feed(() -> document(wanted), settings.gap(), scheduler);
    }

    private Mono<Frame> document(Watched wanted) {
        return merchants
                .find(wanted.merchantId())
                .flatMap(merchant -> documents.compute(merchant, wanted.question()))
                .map(this::encoded);
    }

    private Frame encoded(KpiDocument document) {
        return Frame.document(document.version(), json.writeValueAsBytes(document));
    }

    private record Watched(String merchantId, KpiQuestion question) {}
}

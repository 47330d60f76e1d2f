package io.emdia.audit;

import io.emdia.kpi.CellAudit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

import java.time.Duration;
import java.time.InstantSource;

/**
 * Goes round the merchants, the one whose audit is longest ago first, and does what someone asked
 * for beside it.
 */
@Component
final class AuditRunner implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(AuditRunner.class);

    /** Whoever asks waits for it. */
    private static final Duration ASKED_LOOK = Duration.ofMillis(250);

    private final Leases leases;
    private final Auditing auditing;
    private final AuditRows rows;
    private final AuditMeters meters;
    private final AuditSettings settings;
    private final InstantSource clock;
    private Disposable running = Disposables.disposed();
    private volatile boolean goesOn;

    AuditRunner(
            Leases leases,
            Auditing auditing,
            AuditRows rows,
            AuditMeters meters,
            AuditSettings settings,
            InstantSource clock) {
        this.leases = leases;
        this.auditing = auditing;
        this.rows = rows;
        this.meters = meters;
        this.settings = settings;
        this.clock = clock;
    }

    private Flux<Void> rounds() {
        return lane(settings.look(), Mono.defer(this::takeDue));
    }

    private Mono<Lease> takeDue() {
        var placed = leases.place(CellAudit.CELLS_VERSION);
        return settings.enabled()
                ? placed.then(Mono.defer(() -> leases.takeDue(CellAudit.CELLS_VERSION)))
                : placed.then(Mono.empty());
    }

    private Flux<Void> answers() {
        return lane(ASKED_LOOK, Mono.defer(leases::takeAsked));
    }

    private Flux<Void> gauges() {
        return Flux.interval(Duration.ZERO, settings.look())
                .onBackpressureDrop()
                .concatMap(_ -> rows.all().doOnNext(meters::show).then().onErrorComplete(), 1);
    }

    /** Looks again and again; while there is something to do, at once again. */
    private Flux<Void> lane(Duration every, Mono<Lease> next) {
        var one = next.flatMap(lease -> audit(lease).thenReturn(lease)).hasElement();
        return Flux.interval(Duration.ZERO, every)
                .onBackpressureDrop()
                .concatMap(_ -> one.repeat().takeWhile(found -> found).then(), 1)
                .doOnError(failure -> LOG.debug("no audit could be begun", failure))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, every).maxBackoff(settings.retry()));
    }

    /** One audit, whatever becomes of it. */
    Mono<Void> audit(Lease lease) {
        var pace = new RestingPace(lease, leases, settings, clock, () -> goesOn);
        return auditing.audit(lease, pace)
                .onErrorResume(failure -> Mono.just(failed(lease, failure)))
                .flatMap(findings -> rows.end(lease, findings))
                .then(Mono.defer(rows::all))
                .doOnNext(meters::show)
                .then();
    }

    private Findings failed(Lease lease, Throwable failure) {
        if (failure instanceof LeaseLost) {
            LOG.info(failure.getMessage());
        } else {
            LOG.warn("The audit of {} came to no end", lease.merchantId(), failure);
        }
        return Findings.failed(
                failure instanceof LeaseLost ? "interrupted" : "failed, see the log");
    }

    @Override
    public void start() {
        goesOn = true;
        running = Flux.merge(rounds(), answers(), gauges()).subscribe();
    }

    @Override
    public void stop() {
        goesOn = false;
        running.dispose();
    }

    @Override
    public boolean isRunning() {
        return !running.isDisposed();
    }
}

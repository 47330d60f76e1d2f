package io.emdia.audit;

import io.emdia.kpi.Pace;

import reactor.core.publisher.Mono;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/**
 * Rests after each page so many times as long as it took, so that an audit takes but its share of
 * the machine; before each it looks whether the audit may go on, and renews the lease in time. For
 * one audit, page after page.
 */
final class RestingPace implements Pace {

    /** The lease is renewed so many times before it would run out. */
    private static final int RENEWALS_A_LEASE = 3;

    private final Lease lease;
    private final Leases leases;
    private final AuditSettings settings;
    private final InstantSource clock;
    private final BooleanSupplier goesOn;
    private Instant renewedAt;

    RestingPace(
            Lease lease,
            Leases leases,
            AuditSettings settings,
            InstantSource clock,
            BooleanSupplier goesOn) {
        this.lease = lease;
        this.leases = leases;
        this.settings = settings;
        this.clock = clock;
        this.goesOn = goesOn;
        this.renewedAt = clock.instant();
    }

    @Override
    public <T> Mono<T> page(Mono<T> page) {
        return Mono.defer(this::mayGoOn)
                .then(page)
                .timed()
                .flatMap(timed -> Mono.delay(rest(timed.elapsed())).thenReturn(timed.get()));
    }

    private Mono<Void> mayGoOn() {
        if (!goesOn.getAsBoolean()) {
            return Mono.error(new LeaseLost(lease.merchantId()));
        }
        var now = clock.instant();
        var renewal = renewedAt.plus(settings.lease().dividedBy(RENEWALS_A_LEASE));
        if (now.isBefore(renewal)) {
            return Mono.empty();
        }
        renewedAt = now;
        return leases.renew(lease);
    }

    private Duration rest(Duration took) {
        var times = lease.isAsked() ? settings.askedRestTimes() : settings.restTimes();
        var rest = took.multipliedBy(times);
        return rest.compareTo(settings.restMax()) > 0 ? settings.restMax() : rest;
    }
}

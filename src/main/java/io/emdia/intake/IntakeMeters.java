package io.emdia.intake;

import io.emdia.gateways.Gateway;
import io.emdia.http.Problem;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the intake answers, and how fast. The gateway tag has as many values as there are gateways,
 * and {@code none} where no connection was found; outcomes are those named here.
 */
@Component
final class IntakeMeters {

    static final String NO_GATEWAY = "none";

    /** Connections with a gauge of their own. */
    private static final int REFUSED_MAX = 100;

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(3)
    };

    private final MeterRegistry registry;
    private final Timer accept;
    private final Set<Turnstile> watched = ConcurrentHashMap.newKeySet();

    IntakeMeters(MeterRegistry registry, Admission admission, List<Gateway> gateways) {
        this.registry = registry;
        this.accept =
                Timer.builder("emdia.webhook")
                        .description("From a webhook's arrival to its place on the log")
                        .serviceLevelObjectives(BUCKETS)
                        .register(registry);
        gateways.forEach(gateway -> watchRefusals(gateway.name(), admission));
    }

    /** From its first refusal on a connection has a gauge of its own, as long as there is room. */
    void refused(Turnstile turnstile) {
        if (watched.size() < REFUSED_MAX && watched.add(turnstile)) {
            var connection = turnstile.connection();
            var _ =
                    Gauge.builder("emdia.connection.refused", turnstile, Turnstile::refusals)
                            .description("Webhooks in a row not answered 200, by connection")
                            .tag("merchant", connection.merchantId())
                            .tag("gateway", connection.gateway())
                            .tag("connection", connection.id())
                            .register(registry);
        }
    }

    Timer.Sample start() {
        return Timer.start(registry);
    }

    void accepted(String gateway, Timer.Sample sample) {
        sample.stop(accept);
        count(gateway, "accepted");
    }

    /** The sender went away before it was answered. */
    void abandoned(String gateway) {
        count(gateway, "abandoned");
    }

    void failed(String gateway, Throwable failure) {
        count(gateway, failure instanceof Problem problem ? outcome(problem) : "failed");
    }

    private static String outcome(Problem problem) {
        return switch (problem.status()) {
            case BAD_REQUEST -> "abandoned";
            case UNAUTHORIZED -> "refused";
            case NOT_FOUND -> "unknown_connection";
            case CONTENT_TOO_LARGE -> "too_large";
            case TOO_MANY_REQUESTS -> "limited";
            case SERVICE_UNAVAILABLE -> "unavailable";
            default -> "failed";
        };
    }

    private void count(String gateway, String outcome) {
        Counter.builder("emdia.webhooks")
                .description("Webhooks by how they were answered")
                .tag("gateway", gateway)
                .tag("outcome", outcome)
                .register(registry)
                .increment();
    }

    private void watchRefusals(String gateway, Admission admission) {
        var _ =
                Gauge.builder("emdia.connection.refusals", () -> admission.refusals(gateway))
                        .description("Webhooks in a row not answered 200, of the worst connection")
                        .tag("gateway", gateway)
                        .register(registry);
    }
}

package io.emdia.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import com.sun.management.ThreadMXBean;

import org.slf4j.LoggerFactory;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Hands arbitrary bytes to a gateway as everything a sender chooses: headers, query and body.
 * Whatever they are, it answers, allocates within a bound and logs nothing; and nothing that a
 * secret did not sign is authentic.
 */
public final class Hostile {

    /** Beyond this a body of a few kilobytes has become a bomb. */
    private static final long ALLOCATED_BYTES_MAX = 64L * 1024 * 1024;

    private static final Instant NOW = Instant.parse("2026-03-13T17:22:40Z");
    private static final List<String> SIGNATURES =
            List.of(
                    "webhook-id",
                    "webhook-timestamp",
                    "webhook-signature",
                    "stripe-signature",
                    "asaas-access-token",
                    "x-signature",
                    "x-request-id",
                    "x-webhook-asymmetric-signature",
                    "x-authenticity-token",
                    "authorization",
                    "hmacsignature");

    private static final byte SEPARATOR = '\n';
    private static final Logger ROOT =
            (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    private final Gateway gateway;
    private final Trust trust;
    private final List<String> kinds;

    /**
     * @param kinds of resources its API answers, which are read as well
     */
    public Hostile(
            Gateway gateway, String secret, Map<String, String> settings, List<String> kinds) {
        this.gateway = gateway;
        this.trust = Trust.in(List.of(secret), settings);
        this.kinds = kinds;
    }

    /** The first line is what headers and query hold, the rest is the body. */
    public void send(byte[] bytes) {
        var cut = indexOf(bytes);
        var head = new String(bytes, 0, cut, UTF_8);
        var body = Arrays.copyOfRange(bytes, Math.min(bytes.length, cut + 1), bytes.length);
        var logged = new ListAppender<ILoggingEvent>();
        logged.start();
        ROOT.addAppender(logged);
        try {
            if (allocatedBy(head, body, bytes) >= ALLOCATED_BYTES_MAX) {
                assertThat(allocatedBy(head, body, bytes)).isLessThan(ALLOCATED_BYTES_MAX);
            }
        } finally {
            ROOT.detachAppender(logged);
        }
        assertThat(logged.list)
                .filteredOn(line -> line.getLevel().isGreaterOrEqual(Level.DEBUG))
                .isEmpty();
    }

    /** The first time it is asked, it pays for loading classes too. */
    private long allocatedBy(String head, byte[] body, byte[] bytes) {
        var before = allocated();
        judgeAndRead(head, body);
        judgeAndRead(head, bytes);
        return allocated() - before;
    }

    private void judgeAndRead(String head, byte[] body) {
        var arrival = arrival(head, body);
        assertThat(gateway.authenticate(arrival, trust, NOW))
                .isNotInstanceOf(Verdict.Authentic.class);
        assertThat(gateway.read(arrival, trust.settings())).isNotNull();
        for (var kind : kinds) {
            var fetched = new Fetched(new Resource(kind, head.isEmpty() ? "1" : head), NOW);
            assertThat(gateway.read(fetched.with(body), trust.settings())).isNotNull();
        }
    }

    private Arrival arrival(String head, byte[] body) {
        var headers = new HashMap<String, List<String>>();
        for (var name : SIGNATURES) {
            headers.put(name, List.of(head));
        }
        gateway.keptHeaders().forEach(name -> headers.put(name, List.of(head)));
        return new Arrival(
                headers, Map.of("secret", List.of(head), "data.id", List.of(head)), body);
    }

    private static int indexOf(byte[] bytes) {
        for (var at = 0; at < bytes.length; at++) {
            if (bytes[at] == SEPARATOR) {
                return at;
            }
        }
        return 0;
    }

    private static long allocated() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getCurrentThreadAllocatedBytes();
    }
}

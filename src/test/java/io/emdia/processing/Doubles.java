package io.emdia.processing;

import io.emdia.deliveries.Bulletin;
import io.emdia.deliveries.Bulletins;
import io.emdia.deliveries.Delivery;
import io.emdia.deliveries.LogPosition;
import io.emdia.deliveries.LoggedDelivery;
import io.emdia.facts.Event;
import io.emdia.gateways.Arrival;
import io.emdia.gateways.Gateway;
import io.emdia.gateways.Reading;
import io.emdia.gateways.Trial;
import io.emdia.gateways.Trust;
import io.emdia.gateways.Verdict;
import io.emdia.keys.TestKeys;
import io.emdia.ledger.Ledger;
import io.emdia.merchants.Connection;
import io.emdia.merchants.ConnectionDirectory;
import io.emdia.merchants.Merchant;
import io.emdia.merchants.Merchants;
import io.emdia.processing.Quarantine.Kept;
import io.micrometer.core.instrument.MeterRegistry;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the pipeline meets, simple and visible. */
final class Doubles {

    static final String GATEWAY = "words";

    /** How many times connections are said not to be known yet. */
    static volatile int connectionsUnknownFor;

    private Doubles() {}

    static Pipeline pipeline(
            Ledger ledger,
            ListMarks marks,
            Keeping keeping,
            MeterRegistry registry,
            int eventsMax) {
        return pipeline(ledger, marks, keeping, registry, eventsMax, 1);
    }

    static Pipeline pipeline(
            Ledger ledger,
            ListMarks marks,
            Keeping keeping,
            MeterRegistry registry,
            int eventsMax,
            int transactionsAtOnce) {
        var reader = new DeliveryReader(List.of(new Words()), Doubles::connection);
        return pipeline(
                reader,
                ledger,
                marks,
                keeping,
                new NoLookups(),
                registry,
                eventsMax,
                transactionsAtOnce);
    }

    static Pipeline pipeline(
            DeliveryReader reader,
            Ledger ledger,
            ListMarks marks,
            Keeping keeping,
            Lookups lookups,
            MeterRegistry registry,
            int eventsMax,
            int transactionsAtOnce) {
        var settings = settings(eventsMax, transactionsAtOnce);
        var meters = new PipelineMeters(registry);
        var applying = new Applying(ledger, keeping, marks, meters, settings);
        return new Pipeline(
                reader,
                new TwoMerchants(),
                applying,
                keeping,
                lookups,
                TestKeys.knowing("acme", "beta"),
                meters,
                settings);
    }

    static ProcessingSettings settings(int eventsMax, int transactionsAtOnce) {
        return new ProcessingSettings(
                "emdia",
                eventsMax,
                transactionsAtOnce,
                Duration.ofMillis(200),
                Duration.ofSeconds(5),
                Duration.ofSeconds(10));
    }

    static LoggedDelivery logged(long offset, String merchant, String gateway, String words) {
        var body = words.getBytes(StandardCharsets.UTF_8);
        var delivery = new Delivery(merchant, "c1", gateway, Map.of("h", "v"), "a=b", body);
        return new LoggedDelivery(delivery, new LogPosition(0, offset), Instant.EPOCH);
    }

    private static ConnectionDirectory.Lookup connection(String id) {
        if (connectionsUnknownFor > 0) {
            connectionsUnknownFor--;
            return new ConnectionDirectory.Lookup.CannotTell();
        }
        return new ConnectionDirectory.Lookup.Found(
                new Connection(id, "acme", GATEWAY, List.of(), null, Map.of(), true));
    }

    /** Every word of a body is an event; "?" cannot be read and "!" is a bug. */
    static final class Words implements Gateway {

        @Override
        public String name() {
            return GATEWAY;
        }

        @Override
        public Verdict authenticate(Arrival arrival, Trust trust, Instant now) {
            return new Verdict.Refused("never asked");
        }

        @Override
        public Reading read(Arrival arrival, Map<String, String> settings) {
            var text = new String(arrival.body(), StandardCharsets.UTF_8);
            return switch (text) {
                case "?" -> new Reading.Unreadable("amount must be a number");
                case "!" -> throw new IllegalStateException("a bug");
                default -> new Reading.Events(events(text));
            };
        }

        private static List<Event> events(String text) {
            return Arrays.stream(text.split(" "))
                    .map(word -> new Event(word, word, Instant.EPOCH, "0", List.of()))
                    .toList();
        }

        @Override
        public Set<String> keptHeaders() {
            return Set.of();
        }

        @Override
        public Set<String> pathEndings() {
            return Set.of();
        }

        @Override
        public String acceptedBody() {
            return "";
        }

        @Override
        public Trial trial(String id, Trust trust, Instant now) {
            return Trial.noSecret();
        }

        @Override
        public List<String> objectionsTo(List<String> secrets, Map<String, String> settings) {
            return List.of();
        }
    }

    /** Remembers what it was asked and what it took. */
    static final class ListLedger implements Ledger {

        final List<List<String>> calls = new ArrayList<>();
        final List<String> applied = new ArrayList<>();
        Function<List<String>, @Nullable Throwable> fails = _ -> null;

        @Override
        public Mono<Applied> apply(List<Entry> batch) {
            var ids = batch.stream().map(entry -> entry.event().id()).toList();
            calls.add(ids);
            var failure = fails.apply(ids);
            if (failure != null) {
                return Mono.error(failure);
            }
            applied.addAll(ids);
            var merchants = batch.stream().map(Entry::merchantId).collect(Collectors.toSet());
            var types =
                    batch.stream()
                            .collect(
                                    Collectors.toMap(
                                            entry -> entry.event().type(), _ -> 1, Integer::sum));
            return Mono.just(new Applied(merchants, types, 0));
        }
    }

    /** For deliveries that name no resource. */
    static final class NoLookups implements Lookups {

        @Override
        public Mono<Void> putBy(List<Read.Readable> deliveries) {
            return Mono.empty();
        }

        @Override
        public Mono<Kept> askAgain(String merchantId, long id) {
            return Mono.empty();
        }
    }

    /** Remembers whom it was told of. */
    static final class ListMarks implements Bulletins, Bulletin {

        final List<String> posted = new CopyOnWriteArrayList<>();
        boolean broken;

        @Override
        public Bulletin connections() {
            throw new UnsupportedOperationException("the pipeline posts marks only");
        }

        @Override
        public Bulletin marks() {
            return this;
        }

        @Override
        public Mono<Void> post(String key, byte @Nullable [] value) {
            return broken
                    ? Mono.error(new IllegalStateException("away"))
                    : Mono.fromRunnable(() -> posted.add(key));
        }

        @Override
        public Flux<Note> notes() {
            return Flux.never();
        }

        @Override
        public Mono<Void> caughtUp() {
            return Mono.never();
        }
    }

    static final class TwoMerchants implements Merchants {

        @Override
        public Mono<Merchant> find(String id) {
            return all().filter(merchant -> merchant.id().equals(id)).next();
        }

        @Override
        public Flux<Merchant> all() {
            return Flux.just("acme", "beta").map(TwoMerchants::merchant);
        }

        private static Merchant merchant(String id) {
            return new Merchant(id, id, ZoneOffset.UTC, "BR", null, Merchant.MrrStart.STARTED, 90);
        }
    }
}

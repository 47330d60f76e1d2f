package io.emdia.demo;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import io.emdia.facts.Event;
import io.emdia.facts.Method;
import io.emdia.gateways.Arrival;
import io.emdia.gateways.Fetched;
import io.emdia.gateways.Gateway;
import io.emdia.gateways.Lookup;
import io.emdia.gateways.Reading;
import io.emdia.gateways.Trust;
import io.emdia.gateways.Verdict;
import io.emdia.ledger.Charge;
import io.emdia.ledger.Charge.Dispute;
import io.emdia.ledger.Charge.Payment;
import io.emdia.ledger.Charge.Refund;
import io.emdia.ledger.Retold;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the simulated gateways tell is authentic, is read, and comes to what truly happened there,
 * in whatever order: at each gateway alone, many lives of many charges long.
 */
class EveryGatewayTests {

    private static final ZoneId ZONE = StreetTests.ZONE;
    private static final Instant BEGIN = Instant.parse("2026-03-02T12:00:00Z");
    private static final Duration BETWEEN = Duration.ofMinutes(97);
    private static final int SCENES = 120;
    private static final int SEEDS = 20;

    /** The others live random lives beside their own readers, too. */
    private static final int SEEDS_OF_STANDARD = 200;

    /** Their bodies do not say when a charge is due. */
    private static final Set<String> WITHOUT_DUE_DAYS = Set.of("efi", "pagbank", "adyen");

    /** Its bodies have no time but that of the payment. */
    private static final String WITHOUT_TIMES = "pagbank";

    /** A second refusal of one charge is told in the very same bytes. */
    private static final String ONE_REFUSAL = "iugu";

    private static final byte[] RANDOM = new byte[32];
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Map<String, Gateway> GATEWAYS = gateways();

    static Stream<Dialect> dialects() {
        return Dialects.all(JSON, ZONE).stream()
                .filter(dialect -> GATEWAYS.containsKey(dialect.gateway()));
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void whatIsToldComesToWhatHappened(Dialect dialect) {
        var seeds = dialect.gateway().equals(Dialects.STANDARD) ? SEEDS_OF_STANDARD : SEEDS;
        for (var seed = 1; seed <= seeds; seed++) {
            var life = new Life(dialect, seed);
            life.goOn();

            life.isWhatIsTold();
            Retold.holdsInAnyOrder(life.events, 3);
        }
    }

    /** Some months at a gateway. */
    private static final class Life {

        private final Dialect dialect;
        private final Gateway gateway;
        private final String secret;
        private final AtomicReference<Instant> now = new AtomicReference<>(BEGIN);
        private final Street street;
        private final Map<String, Sale> sales = new LinkedHashMap<>();
        private final Map<String, LocalDate> refundedOn = new HashMap<>();
        private final List<Event> events = new ArrayList<>();

        Life(Dialect dialect, long seed) {
            this.dialect = dialect;
            this.gateway = requireNonNull(GATEWAYS.get(dialect.gateway()));
            this.secret = dialect.secret(RANDOM);
            this.street = StreetTests.street(dialect.methods(), now::get, 1_772_000_000 + seed);
        }

        void goOn() {
            for (var count = 0; count < SCENES; count++) {
                now.updateAndGet(at -> at.plus(BETWEEN));
                hear(street.next());
            }
        }

        private void hear(Scene scene) {
            var letter = dialect.letter(scene, secret, now.get());
            if (letter == null) {
                return;
            }
            sales.put(scene.sale().id(), scene.sale());
            if (scene.turn() == Scene.Turn.REFUNDED) {
                refundedOn.put(scene.sale().id(), day(scene.at()));
            }
            var arrival = arrival(letter);
            assertThat(
                            gateway.authenticate(
                                    arrival, Trust.in(List.of(secret), Map.of()), now.get()))
                    .isEqualTo(new Verdict.Authentic());
            var read = read(arrival);
            for (var lookup : read.lookups()) {
                if (lookup.required() || dialect.hasApi()) {
                    events.addAll(answer(scene, lookup));
                }
            }
            events.addAll(read.events());
        }

        private List<Event> answer(Scene scene, Lookup lookup) {
            var told = requireNonNull(dialect.told(scene), lookup::toString);
            var body = JSON.writeValueAsBytes(told.resource());
            return read(new Fetched(lookup.resource(), now.get()).with(body)).events();
        }

        private Reading.Events read(Arrival arrival) {
            var reading = gateway.read(arrival, Map.of());
            assertThat(reading).isInstanceOf(Reading.Events.class);
            return (Reading.Events) reading;
        }

        void isWhatIsTold() {
            var retold = Retold.of(events);
            var told = sales.values().stream().map(this::summary).toList();
            var read = retold.ids().stream().map(retold::charge).map(this::summary).toList();

            assertThat(read).containsExactlyInAnyOrderElementsOf(told);
        }

        private String summary(Sale sale) {
            return summary(
                    sale.amount(),
                    sale.due(),
                    sale.method(),
                    day(sale.paidAt()),
                    sale.refunded(),
                    refundedOn.get(sale.id()),
                    day(sale.disputedAt()),
                    sale.declines(),
                    day(sale.canceledAt()));
        }

        private String summary(Charge charge) {
            assertThat(charge.payments()).hasSizeLessThan(2);
            assertThat(charge.disputes()).hasSizeLessThan(2);
            return summary(
                    charge.amount(),
                    charge.dueOn(),
                    charge.method(),
                    charge.payments().stream().map(Payment::paidOn).findFirst().orElse(null),
                    charge.refunds().stream().mapToLong(Refund::amount).sum(),
                    charge.refunds().stream().map(Refund::refundedOn).findFirst().orElse(null),
                    charge.disputes().stream().map(Dispute::openedOn).findFirst().orElse(null),
                    charge.attempts().size(),
                    charge.canceledOn());
        }

        private String summary(
                long amount,
                @Nullable LocalDate due,
                Method method,
                @Nullable LocalDate paidOn,
                long refunded,
                @Nullable LocalDate refundedOn,
                @Nullable LocalDate disputedOn,
                int declines,
                @Nullable LocalDate canceledOn) {
            var gateway = dialect.gateway();
            var isTimeless = gateway.equals(WITHOUT_TIMES);
            return "%d due %s by %s, paid %s, back %d on %s, taken %s, failed %d, canceled %s"
                    .formatted(
                            amount,
                            WITHOUT_DUE_DAYS.contains(gateway) ? "then" : due,
                            method,
                            paidOn,
                            refunded,
                            isTimeless ? "then" : refundedOn,
                            disputedOn,
                            gateway.equals(ONE_REFUSAL) ? Math.min(1, declines) : declines,
                            isTimeless && canceledOn != null ? "then" : canceledOn);
        }

        private static @Nullable LocalDate day(@Nullable Instant at) {
            return at == null ? null : at.atZone(ZONE).toLocalDate();
        }
    }

    private static Arrival arrival(Letter letter) {
        var headers = new HashMap<String, List<String>>();
        letter.headers()
                .forEach(
                        (name, value) ->
                                headers.put(name.toLowerCase(Locale.ROOT), List.of(value)));
        var query = new HashMap<String, List<String>>();
        for (var pair : letter.query().replace("?", "").split("&")) {
            var cut = pair.indexOf('=');
            if (cut > 0) {
                query.put(pair.substring(0, cut), List.of(pair.substring(cut + 1)));
            }
        }
        return new Arrival(headers, query, letter.body());
    }

    private static Map<String, Gateway> gateways() {
        try (var context = new AnnotationConfigApplicationContext("io.emdia.gateways")) {
            return context.getBeansOfType(Gateway.class).values().stream()
                    .collect(Collectors.toMap(Gateway::name, Function.identity()));
        }
    }
}

package io.emdia.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

class StreetTests {

    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-11-22T12:00:00Z"));
    private static final int LONG = 20_000;

    @Test
    void chargesAreBothIssuedAndPaidForEver() {
        var byType =
                told(LONG).collect(Collectors.groupingBy(Happening::type, Collectors.counting()));

        assertThat(byType.get("charge.upserted")).isBetween(LONG / 3L, LONG / 2L + 100);
        assertThat(byType.get("payment.succeeded")).isGreaterThan(LONG / 3L);
        assertThat(byType)
                .containsKeys(
                        "payment.failed", "charge.canceled", "refund.succeeded", "dispute.opened");
    }

    @Test
    void everyEventHasItsOwnId() {
        assertThat(told(LONG).map(Happening::id)).doesNotHaveDuplicates();
    }

    @Test
    void aMinuteIsEnoughToSeeMoneyFallDueAndComeIn() {
        var minute = told(150).map(Happening::type).toList();

        assertThat(minute).contains("charge.upserted", "payment.succeeded");
    }

    @Test
    void stripesInvoicesAreFinalizedThenPaidUnderIdsOfTheirOwn() {
        var street = new StripeStreet(CLOCK, "run", 1);
        var told = Stream.generate(street::next).limit(LONG).toList();

        assertThat(told).extracting(Happening::id).doesNotHaveDuplicates();
        assertThat(told)
                .extracting(Happening::type)
                .contains("invoice.finalized", "invoice.payment_failed", "invoice.paid");
    }

    @Test
    void signsAsStandardWebhooksPublishedExampleDoes() {
        var body = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
        var secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

        assertThat(Signatures.standard(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, body))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    private static Stream<Happening> told(int count) {
        var settings =
                new Binder(new MapConfigurationPropertySource(Map.of()))
                        .bindOrCreate("emdia.demo", DemoSettings.class);
        List<Subscriber> subscribers = Company.subscribers(settings, LocalDate.of(2026, 11, 22));
        var street = new Street(subscribers, CLOCK, ZoneId.of("America/Sao_Paulo"), "run", 1);
        return Stream.generate(street::next).limit(count);
    }
}

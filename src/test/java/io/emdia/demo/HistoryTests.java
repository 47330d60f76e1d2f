package io.emdia.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.facts.Method;
import io.emdia.gateways.Arrival;
import io.emdia.gateways.Gateway;
import io.emdia.gateways.Reading;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import tools.jackson.databind.json.JsonMapper;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

class HistoryTests {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
    private static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");
    private static final DemoSettings SETTINGS =
            new Binder(new MapConfigurationPropertySource(Map.of()))
                    .bindOrCreate("emdia.demo", DemoSettings.class);

    private final JsonMapper json = JsonMapper.shared();
    private final List<Happening> history = History.until(TODAY, ZONE, SETTINGS);

    @Test
    void theSameSeedAndDayMakeTheSameHistory() {
        assertThat(History.until(TODAY, ZONE, SETTINGS)).isEqualTo(history);
    }

    @Test
    void noIdIsUsedTwice() {
        assertThat(history).extracting(Happening::id).doesNotHaveDuplicates();
    }

    @Test
    void nothingIsToldOfTheFuture() {
        var tomorrow = TODAY.plusDays(1).atStartOfDay(ZONE).toInstant();

        assertThat(history).allMatch(it -> it.timestamp().isBefore(tomorrow));
    }

    @Test
    void aYearOfFourHundredSubscribersHasEveryKindOfEvent() {
        var byType =
                history.stream()
                        .collect(Collectors.groupingBy(Happening::type, Collectors.counting()));

        assertThat(byType.get("customer.upserted")).isEqualTo(400);
        assertThat(byType.get("charge.upserted")).isBetween(3_500L, 5_200L);
        assertThat(byType)
                .containsKeys(
                        "subscription.canceled",
                        "charge.canceled",
                        "charge.written_off",
                        "payment.succeeded",
                        "payment.failed",
                        "refund.succeeded",
                        "dispute.opened",
                        "dispute.closed");
    }

    @Test
    void plansChangeRestAndAreTakenUpAgain() {
        var told =
                history.stream().filter(it -> it.type().equals("subscription.upserted")).toList();
        var amounts =
                told.stream()
                        .collect(
                                Collectors.groupingBy(
                                        it -> it.data().get("subscription_id"),
                                        Collectors.mapping(
                                                it -> it.data().get("amount"),
                                                Collectors.toSet())));

        assertThat(amounts.values()).anyMatch(each -> each.size() > 1);
        assertThat(told).anyMatch(it -> "paused".equals(it.data().get("status")));
        assertThat(amounts.keySet()).anyMatch(id -> id.toString().endsWith("-2"));
    }

    @Test
    void everyMethodButTheUnknownIsUsed() {
        var methods =
                history.stream()
                        .filter(it -> it.type().equals("charge.upserted"))
                        .map(it -> Method.of(String.valueOf(it.data().get("method"))).orElseThrow())
                        .collect(Collectors.toSet());

        assertThat(methods).hasSize(Method.values().length - 1).doesNotContain(Method.UNKNOWN);
    }

    @Test
    void theGatewayReadsEveryEventIntoAFact() throws ReflectiveOperationException {
        var gateway = standard();

        assertThat(history)
                .allSatisfy(
                        it ->
                                assertThat(gateway.read(arrival(it), Map.of()))
                                        .isInstanceOfSatisfying(
                                                Reading.Events.class,
                                                read ->
                                                        assertThat(read.events().getFirst().facts())
                                                                .hasSize(1)));
    }

    /** It is known to nobody but Spring. */
    private static Gateway standard() throws ReflectiveOperationException {
        var constructor =
                Class.forName("io.emdia.gateways.standard.StandardGateway")
                        .getDeclaredConstructor();
        constructor.setAccessible(true);
        return (Gateway) constructor.newInstance();
    }

    private Arrival arrival(Happening happening) {
        return new Arrival(
                Map.of("webhook-id", List.of(happening.id())),
                Map.of(),
                happening.standardBody(json));
    }
}

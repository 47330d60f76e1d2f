package io.emdia.gateways.mercadopago;

import static io.emdia.gateways.mercadopago.Answers.bytes;
import static io.emdia.gateways.mercadopago.Answers.events;
import static io.emdia.gateways.mercadopago.Answers.notice;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.gateways.Arrival;
import io.emdia.gateways.Lookup;
import io.emdia.gateways.Reading;
import io.emdia.gateways.Resource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

class MercadoPagoNoticeTests {

    private static final String PREAPPROVAL = "7301ab7301cd7301ef7301ab7301cd73";
    private static final String ORDER = "ORD01KDEMO7301ABRILXYZ0001";

    private final MercadoPagoApi api = new MercadoPagoApi();

    @ParameterizedTest
    @CsvSource({
        "notice-preapproval,preapproval," + PREAPPROVAL,
        "notice-preapproval-updated,preapproval," + PREAPPROVAL,
        "notice-payment-created,payment,73010000031",
        "notice-payment-updated,payment,73010000031",
        "notice-invoice,authorized_payment,7301004422",
        "notice-order,order," + ORDER
    })
    void aNotificationNamesAResourceAndTellsNothing(String name, String kind, String id) {
        var read = events(notice(bytes(name), id));

        assertThat(read.lookups()).containsExactly(new Lookup(new Resource(kind, id), true));
        assertThat(read.events()).singleElement().matches(event -> event.facts().isEmpty());
    }

    @Test
    void aNotificationIsKnownByItsIdAndItsTime() {
        var event = events(notice(bytes("notice-payment-updated"), "73010000031")).events();

        assertThat(event.getFirst().id()).isEqualTo("notification/130730100003");
        assertThat(event.getFirst().type()).isEqualTo("payment");
        assertThat(event.getFirst().timestamp()).isEqualTo(Instant.parse("2026-03-13T17:22:31Z"));
    }

    @Test
    void aChargebackNamesItsPaymentAndItsCase() {
        assertThat(events(notice(bytes("notice-chargeback"), "217730100001")).lookups())
                .containsExactly(
                        new Lookup(new Resource("payment", "73010000042"), true),
                        new Lookup(new Resource("chargeback", "217730100001"), false));
    }

    @Test
    void aCaseThatIsNotTheSignedOneHasItsPaymentIgnored() {
        assertThat(events(notice(bytes("notice-chargeback"), "217730100002")).lookups())
                .containsExactly(new Lookup(new Resource("chargeback", "217730100002"), true));
    }

    @Test
    void onlyTheSignedIdIsAskedFor() {
        var body = "{'type':'payment','data':{'id':'999'}}".replace('\'', '"').getBytes(UTF_8);

        assertThat(events(notice(body, "73010000031")).lookups())
                .containsExactly(new Lookup(new Resource("payment", "73010000031"), true));
    }

    @Test
    void theBodyTellsTheCasingOfTheSignedId() {
        assertThat(events(notice(bytes("notice-order"), ORDER.toLowerCase())).lookups())
                .containsExactly(new Lookup(new Resource("order", ORDER), true));
    }

    @ParameterizedTest
    @CsvSource({"merchant_order", "topic_merchant_order_wh"})
    void merchantOrdersAreAskedFor(String type) {
        var body = "{\"type\":\"%s\",\"data\":{\"id\":7}}".formatted(type).getBytes(UTF_8);

        assertThat(events(notice(body, "7")).lookups())
                .containsExactly(new Lookup(new Resource("merchant_order", "7"), true));
    }

    @ParameterizedTest
    @CsvSource({
        "topic_claims_integration_wh",
        "subscription_preapproval_plan",
        "stop_delivery_op_wh",
        "topic_card_id_wh",
        "mp-connect",
        "point_integration_wh",
        "delivery",
        "brand_new"
    })
    void otherTopicsAreEventsWithoutFacts(String type) {
        var body = "{\"type\":\"%s\",\"data\":{\"id\":7}}".formatted(type).getBytes(UTF_8);
        var read = events(notice(body, "7"));

        assertThat(read.lookups()).isEmpty();
        assertThat(read.events()).singleElement().matches(event -> event.facts().isEmpty());
    }

    @Test
    void withoutASignedIdNothingIsAskedFor() {
        var arrival = new Arrival(Map.of(), Map.of(), bytes("notice-payment-updated"));
        var twice =
                new Arrival(
                        Map.of(),
                        Map.of("data.id", List.of("1", "2")),
                        bytes("notice-payment-updated"));

        for (var unsigned : List.of(arrival, twice)) {
            assertThat(new MercadoPagoGateway().read(unsigned, Map.of()))
                    .isEqualTo(new Reading.Unreadable("data.id must stand in the query"));
        }
        assertThat(notice(bytes("notice-payment-updated"), "../v1/users"))
                .isInstanceOf(Reading.Unreadable.class);
    }

    @ParameterizedTest
    @CsvSource({
        "payment,73010000031,/v1/payments/73010000031",
        "preapproval," + PREAPPROVAL + ",/preapproval/" + PREAPPROVAL,
        "authorized_payment,7301004422,/authorized_payments/7301004422",
        "order," + ORDER + ",/v1/orders/" + ORDER,
        "chargeback,217730100001,/v1/chargebacks/217730100001",
        "merchant_order,7,/merchant_orders/7",
        "payments_of_reference,COB 1&x=y,"
                + "/v1/payments/search?limit=100&external_reference=COB+1%26x%3Dy"
    })
    void everyResourceHasItsAddress(String kind, String id, String path) {
        var call = Objects.requireNonNull(api.call(new Resource(kind, id), Map.of(), "APP_USR-1"));

        assertThat(call.uri()).hasToString("https://api.mercadopago.com" + path);
        assertThat(call.headers()).containsEntry("authorization", "Bearer APP_USR-1");
        assertThat(call.toString()).doesNotContain("APP_USR", id);
    }

    @Test
    void anotherAddressIsASetting() {
        var settings = Map.of("api_base_url", "http://127.0.0.1:9/mp/");
        var call = Objects.requireNonNull(api.call(new Resource("payment", "1"), settings, "t"));

        assertThat(call.uri()).hasToString("http://127.0.0.1:9/mp/v1/payments/1");
    }

    @Test
    void whatIsNoIdIsNotAskedFor() {
        assertThat(api.call(new Resource("payment", "1/../2"), Map.of(), "t")).isNull();
        assertThat(api.call(new Resource("wallet", "1"), Map.of(), "t")).isNull();
    }

    @Test
    void aChargeIsAskedForByWhatItIsKnownBy() {
        assertThat(api.ofCharge("73010000042")).isEqualTo(new Resource("payment", "73010000042"));
        assertThat(api.ofCharge("COB-1")).isEqualTo(new Resource("payments_of_reference", "COB-1"));
        assertThat(api.ofCharge("order/7")).isEqualTo(new Resource("merchant_order", "7"));
    }
}

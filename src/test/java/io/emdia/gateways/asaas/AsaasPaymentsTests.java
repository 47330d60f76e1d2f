package io.emdia.gateways.asaas;

import static io.emdia.gateways.asaas.AsaasBodies.events;
import static io.emdia.gateways.asaas.AsaasBodies.facts;
import static io.emdia.gateways.asaas.AsaasBodies.number;
import static io.emdia.gateways.asaas.AsaasBodies.only;
import static io.emdia.gateways.asaas.AsaasBodies.payment;
import static io.emdia.gateways.asaas.AsaasBodies.reading;
import static io.emdia.gateways.asaas.AsaasBodies.refund;
import static io.emdia.gateways.asaas.AsaasBodies.sample;
import static io.emdia.gateways.asaas.AsaasBodies.with;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.facts.ChargeFact.ChargeCanceled;
import io.emdia.facts.ChargeFact.ChargeRestored;
import io.emdia.facts.ChargeFact.ChargeTold;
import io.emdia.facts.ChargeFact.PaymentFailed;
import io.emdia.facts.ChargeFact.PaymentSucceeded;
import io.emdia.facts.ChargeFact.RefundFailed;
import io.emdia.facts.ChargeFact.RefundSucceeded;
import io.emdia.facts.FactDate;
import io.emdia.facts.Member;
import io.emdia.facts.Method;
import io.emdia.gateways.Arrival;
import io.emdia.gateways.Digests;
import io.emdia.gateways.Lookup;
import io.emdia.gateways.Reading;
import io.emdia.gateways.Resource;
import io.emdia.ledger.Retold;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;

class AsaasPaymentsTests {

    private static final String ID = "pay_demo7301marco01";
    private static final String AT = "2026-03-14 10:00:00";
    private static final Instant INSTANT = Instant.parse("2026-03-14T13:00:00Z");

    @Test
    void anEventIsNamedDatedAndDigestedAsAsaasSentIt() {
        var event = sample("subscription-created");

        assertThat(event.id()).isEqualTo("evt_6561b631fa5580caadd00bbe3b858607&730100001");
        assertThat(event.type()).isEqualTo("SUBSCRIPTION_CREATED");
        assertThat(event.timestamp()).isEqualTo(Instant.parse("2026-03-01T13:00:00Z"));
        assertThat(event.digest())
                .isEqualTo(Digests.sha256Hex(AsaasBodies.bytes("subscription-created")));
    }

    @Test
    void timesAreOfTheZoneThatTheConnectionNames() {
        var arrival = new Arrival(Map.of(), Map.of(), AsaasBodies.bytes("payment-created"));
        var reading = new AsaasGateway().read(arrival, Map.of("time_zone", "UTC"));

        assertThat(events(reading).getFirst().timestamp())
                .isEqualTo(Instant.parse("2026-03-01T10:00:02Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PAYMENT_CREATED",
                "PAYMENT_UPDATED",
                "PAYMENT_AWAITING_RISK_ANALYSIS",
                "PAYMENT_APPROVED_BY_RISK_ANALYSIS",
                "PAYMENT_AUTHORIZED",
                "PAYMENT_OVERDUE",
                "PAYMENT_DUNNING_REQUESTED"
            })
    void everySnapshotTellsWhatIsAsked(String type) {
        var told = only(ChargeTold.class, facts(created(type)));

        assertThat(facts(created(type))).hasSize(1);
        assertThat(told)
                .isEqualTo(
                        new ChargeTold(
                                ID,
                                Member.of("cus_000007301001"),
                                Member.of("sub_demo7301assin01"),
                                Member.of(14990L),
                                Member.of("BRL"),
                                Member.of(Method.PIX),
                                Member.of(on("2026-03-01")),
                                Member.of(on("2026-03-10"))));
    }

    @ParameterizedTest
    @CsvSource({
        "PAYMENT_CONFIRMED,CONFIRMED",
        "PAYMENT_RECEIVED,RECEIVED",
        "PAYMENT_ANTICIPATED,CONFIRMED",
        "PAYMENT_DUNNING_RECEIVED,DUNNING_RECEIVED",
        "PAYMENT_UPDATED,RECEIVED",
        "PAYMENT_REFUND_IN_PROGRESS,REFUND_IN_PROGRESS"
    })
    void whateverTellsItAPaymentIsOne(String type, String status) {
        var body = payment("payment-received", type, AT, with("status", status));

        assertThat(only(PaymentSucceeded.class, facts(body)))
                .isEqualTo(
                        new PaymentSucceeded(ID, ID, 14990, Method.PIX, on("2026-03-13"), 0, 0, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PAYMENT_CONFIRMED", "PAYMENT_RECEIVED", "PAYMENT_DUNNING_RECEIVED"})
    void anEventOfPayingNeedsNoStatus(String type) {
        var body = payment("payment-received", type, AT, it -> it.remove("status"));
        var open = payment("payment-received", type, AT, with("status", "PENDING"));

        assertThat(only(PaymentSucceeded.class, facts(body)).paymentId()).isEqualTo(ID);
        assertThat(facts(open)).noneMatch(fact -> fact instanceof PaymentSucceeded);
    }

    @ParameterizedTest
    @CsvSource({
        "BOLETO,BOLETO",
        "CREDIT_CARD,CREDIT_CARD",
        "DEBIT_CARD,DEBIT_CARD",
        "PIX,PIX",
        "TRANSFER,BANK_TRANSFER",
        "UNDEFINED,UNKNOWN",
        "SOMETHING_NEW,UNKNOWN"
    })
    void methodsAreInOurWords(String billingType, Method method) {
        var body =
                payment(
                        "payment-received",
                        "PAYMENT_RECEIVED",
                        AT,
                        with("billingType", billingType));

        assertThat(only(PaymentSucceeded.class, facts(body)).method()).isEqualTo(method);
    }

    @Test
    void interestComesOnTopOfWhatWasAsked() {
        var body =
                payment(
                        "payment-received",
                        "PAYMENT_RECEIVED",
                        AT,
                        number("value", "153.4")
                                .andThen(number("originalValue", "149.9"))
                                .andThen(number("interestValue", "3.5")));

        assertThat(only(ChargeTold.class, facts(body)).amount()).isEqualTo(Member.of(14990L));
        assertThat(only(PaymentSucceeded.class, facts(body)))
                .isEqualTo(
                        new PaymentSucceeded(
                                ID, ID, 14990, Method.PIX, on("2026-03-13"), 0, 0, 350));
    }

    @Test
    void aDiscountIsPrincipalThatIsWaived() {
        var body =
                payment(
                        "payment-received",
                        "PAYMENT_RECEIVED",
                        AT,
                        number("value", "140").andThen(number("originalValue", "149.90")));

        assertThat(only(ChargeTold.class, facts(body)).amount()).isEqualTo(Member.of(14990L));
        assertThat(only(PaymentSucceeded.class, facts(body)))
                .isEqualTo(
                        new PaymentSucceeded(
                                ID, ID, 14000, Method.PIX, on("2026-03-13"), 990, 0, 0));
    }

    @Test
    void anUndoneReceiptInCashLeavesTheChargeOpenAndPayable() {
        var cash =
                payment(
                        "payment-received",
                        "PAYMENT_RECEIVED",
                        AT,
                        with("status", "RECEIVED_IN_CASH"));
        var undone = created("PAYMENT_RECEIVED_IN_CASH_UNDONE", "2026-03-16 09:00:00");
        var paid =
                payment(
                        "payment-received",
                        "PAYMENT_RECEIVED",
                        "2026-03-19 09:00:00",
                        with("clientPaymentDate", "2026-03-19"));

        var open = Retold.of(events(cash, undone));
        assertThat(open.status(ID, "2026-03-13")).isEqualTo("paid");
        assertThat(open.status(ID, "2026-03-16")).isEqualTo("overdue");
        assertThat(open.charge(ID).payments().getFirst().method()).isEqualTo(Method.CASH);
        assertThat(Retold.of(events(cash, undone, paid)).status(ID, "2026-03-19"))
                .isEqualTo("paid");
        assertThat(Retold.of(events(cash, undone, paid)).status(ID, "2026-03-18"))
                .isEqualTo("overdue");
        Retold.holdsInAnyOrder(events(cash, undone, paid), 50);
    }

    @Test
    void aDeletionCancelsAndARestorationWithdrawsIt() {
        var deleted = created("PAYMENT_DELETED", "2026-03-05 09:00:00");
        var restored = created("PAYMENT_RESTORED", "2026-03-06 09:00:00");

        assertThat(only(ChargeCanceled.class, facts(deleted)).canceledOn().in(zone()))
                .isEqualTo("2026-03-05");
        assertThat(only(ChargeRestored.class, facts(restored)).chargeId()).isEqualTo(ID);
        assertThat(Retold.of(events(deleted)).status(ID, "2026-03-05")).isEqualTo("canceled");
        assertThat(Retold.of(events(restored, deleted)).status(ID, "2026-03-06"))
                .isEqualTo("pending");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"PAYMENT_CREDIT_CARD_CAPTURE_REFUSED", "PAYMENT_REPROVED_BY_RISK_ANALYSIS"})
    void aRefusalIsAFailedAttempt(String type) {
        var failed = only(PaymentFailed.class, facts(created(type)));

        assertThat(failed.failedAt()).isEqualTo(INSTANT);
        assertThat(failed.method()).isEqualTo(Method.PIX);
    }

    @Test
    void onlyRefundsThatAreDoneCount() {
        var body =
                payment(
                        "payment-received",
                        "PAYMENT_REFUND_IN_PROGRESS",
                        AT,
                        refund("2026-03-14 09:00:00", "10", "DONE")
                                .andThen(refund("2026-03-14 09:00:00", "10", "DONE"))
                                .andThen(refund("2026-03-14 09:30:00", "20.5", "PENDING"))
                                .andThen(refund("2026-03-14 09:40:00", "30", "CANCELLED")));

        assertThat(facts(body))
                .contains(
                        refunded("2026-03-14 09:00:00|1000", 1000),
                        refunded("2026-03-14 09:00:00|1000#2", 1000),
                        new RefundFailed(ID, "2026-03-14 09:40:00|3000"))
                .filteredOn(fact -> fact instanceof RefundSucceeded)
                .hasSize(2);
    }

    @Test
    void aWholeRefundNeedsNoListAndMayBeDenied() {
        var refunded =
                payment("payment-received", "PAYMENT_REFUNDED", AT, with("status", "REFUNDED"));
        var denied =
                payment(
                        "payment-received",
                        "PAYMENT_REFUND_DENIED",
                        "2026-03-15 10:00:00",
                        with("status", "RECEIVED"));

        assertThat(Retold.of(events(refunded)).status(ID, "2026-03-14")).isEqualTo("refunded");
        assertThat(Retold.of(events(denied, refunded)).status(ID, "2026-03-15")).isEqualTo("paid");
    }

    @Test
    void aPartialRefundOfUnknownAmountIsLookedUp() {
        var body =
                payment(
                        "payment-received",
                        "PAYMENT_PARTIALLY_REFUNDED",
                        AT,
                        with("status", "RECEIVED"));

        assertThat(((Reading.Events) reading(body)).lookups())
                .containsExactly(new Lookup(new Resource("payment", ID), true));
        assertThat(((Reading.Events) reading(created("PAYMENT_CREATED"))).lookups()).isEmpty();
    }

    private static RefundSucceeded refunded(String id, long amount) {
        return new RefundSucceeded(ID, id, null, amount, on("2026-03-14"));
    }

    private static byte[] created(String type) {
        return created(type, AT);
    }

    private static byte[] created(String type, String at) {
        return payment("payment-created", type, at, _ -> {});
    }

    private static ZoneId zone() {
        return ZoneId.of("America/Sao_Paulo");
    }

    private static FactDate on(String day) {
        return new FactDate.OnDay(LocalDate.parse(day));
    }
}

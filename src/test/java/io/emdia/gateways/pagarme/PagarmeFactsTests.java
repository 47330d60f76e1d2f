package io.emdia.gateways.pagarme;

import static io.emdia.gateways.pagarme.PagarmeBodies.charge;
import static io.emdia.gateways.pagarme.PagarmeBodies.facts;
import static io.emdia.gateways.pagarme.PagarmeBodies.only;
import static io.emdia.gateways.pagarme.PagarmeBodies.sample;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.facts.ChargeFact.ChargeLapsed;
import io.emdia.facts.ChargeFact.ChargeTold;
import io.emdia.facts.ChargeFact.DisputeOpened;
import io.emdia.facts.ChargeFact.PaymentFailed;
import io.emdia.facts.ChargeFact.PaymentSucceeded;
import io.emdia.facts.ChargeFact.RefundedInAll;
import io.emdia.facts.CustomerFact.CustomerTold;
import io.emdia.facts.FactDate;
import io.emdia.facts.Member;
import io.emdia.facts.Method;
import io.emdia.gateways.Fetched;
import io.emdia.gateways.Reading;
import io.emdia.gateways.Resource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;

class PagarmeFactsTests {

    private static final FactDate CHANGED = at("2026-04-12T09:00:00.1234567Z");
    private static final String PAID_AT = ",'paid_at':'2026-04-12T08:00:00Z'";

    @Test
    void aChargeTellsWhatIsAsked() {
        var told = only(ChargeTold.class, sample("charge-created").facts());

        assertThat(told)
                .isEqualTo(
                        new ChargeTold(
                                "ch_dEmo7301Marco001",
                                Member.of("cus_dEmo7301Marina01"),
                                Member.of("sub_dEmo7301Assin001"),
                                Member.of(14990L),
                                Member.of("BRL"),
                                Member.of(Method.BOLETO),
                                Member.of(at("2026-03-01T13:00:02Z")),
                                Member.of(day("2026-03-10"))));
        assertThat(only(CustomerTold.class, sample("charge-created").facts()).document())
                .isEqualTo(Member.of("12345678909"));
    }

    @Test
    void timesWithoutAZoneAreOfUtc() {
        assertThat(only(ChargeTold.class, facts("charge.created", charge("pending", ""))))
                .returns(Member.of(at("2026-04-01T13:00:00Z")), ChargeTold::issuedOn)
                .returns(Member.missing(), ChargeTold::dueOn)
                .returns(Member.of("BRL"), ChargeTold::currency);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-10T23:59:59Z, 2026-03-10",
        "2026-03-10T00:00:00, 2026-03-10",
        "2026-03-11T02:59:59Z, 2026-03-10",
        "2026-03-10T03:00:00Z, 2026-03-10"
    })
    void aDueDayIsTheOneThatIsMeant(String told, String day) {
        var due = ",'due_at':'%s'".formatted(told);

        assertThat(only(ChargeTold.class, facts("charge.created", charge("pending", due))).dueOn())
                .isEqualTo(Member.of(day(day)));
    }

    @ParameterizedTest
    @CsvSource({
        "charge.paid, paid, 14990",
        "charge.underpaid, underpaid, 9990",
        "charge.overpaid, overpaid, 15990",
        "charge.updated, paid, 14990"
    })
    void whatCameInIsOnePayment(String type, String status, long paid) {
        var data = charge(status, ",'paid_amount':%d%s".formatted(paid, PAID_AT));

        assertThat(only(PaymentSucceeded.class, facts(type, data)))
                .isEqualTo(
                        new PaymentSucceeded(
                                "ch_1",
                                "ch_1",
                                paid,
                                Method.CREDIT_CARD,
                                at("2026-04-12T08:00:00Z"),
                                0,
                                0,
                                0));
    }

    @Test
    void whatIsOnlyAuthorisedIsNotPaid() {
        assertThat(sample("only-authorised").facts())
                .noneMatch(fact -> fact instanceof PaymentSucceeded)
                .noneMatch(fact -> fact instanceof PaymentFailed);
    }

    @Test
    void aRefusalIsAnAttemptWithTheAcquirersCode() {
        assertThat(only(PaymentFailed.class, sample("charge-refused").facts()))
                .isEqualTo(
                        new PaymentFailed(
                                "ch_dEmo7301Abril001",
                                "tran_dEmo7301Abril1",
                                null,
                                Method.CREDIT_CARD,
                                "1016",
                                Instant.parse("2026-04-10T09:01:10Z")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "charge.payment_failed | 'acquirer_return_code':'51' | 51",
                "charge.payment_failed | 'gateway_response':{'code':'412'} | 412",
                "charge.payment_failed | 'gateway_response':{'code':'200'} | not_authorized",
                "charge.antifraud_reproved | 'acquirer_return_code':'00' | antifraud_reproved",
                "charge.payment_failed | 'antifraud_response':{'status':'reproved'}"
                        + " | antifraud_reproved"
            })
    void aRefusalHasItsCode(String type, String member, String code) {
        var transaction =
                ",'last_transaction':{'id':'tran_1','status':'not_authorized',%s}"
                        .formatted(member);

        assertThat(only(PaymentFailed.class, facts(type, charge("failed", transaction))).code())
                .isEqualTo(code);
    }

    @Test
    void aRefusalOfNoTransactionIsStillOne() {
        assertThat(only(PaymentFailed.class, facts("charge.payment_failed", charge("failed", ""))))
                .returns(null, PaymentFailed::code)
                .returns("ch_1@1775984400", PaymentFailed::attemptId);
    }

    @Test
    void refundsAreARunningTotal() {
        assertThat(only(RefundedInAll.class, sample("refunded-in-part").facts()))
                .isEqualTo(
                        new RefundedInAll("ch_dEmo7301Marco001", 4990, at("2026-03-18T11:15:40Z")));
    }

    @Test
    void aRefundInFullIsNoCancellationThoughItIsCalledOne() {
        var data =
                charge("canceled", ",'canceled_amount':14990,'canceled_at':'2026-04-12T09:00:00Z'");

        assertThat(facts("charge.refunded", data))
                .contains(new RefundedInAll("ch_1", 14990, at("2026-04-12T09:00:00Z")));
        assertThat(facts("charge.refunded", data))
                .contains(new ChargeLapsed("ch_1", at("2026-04-12T09:00:00Z")));
    }

    @Test
    void whatWasNeverPaidIsCanceledAndNothingGivenBack() {
        var canceled = ",'canceled_amount':14990,'last_transaction':{'operation_type':'auth_only'}";

        assertThat(facts("charge.updated", charge("canceled", "")))
                .contains(new ChargeLapsed("ch_1", CHANGED))
                .noneMatch(fact -> fact instanceof RefundedInAll);
        assertThat(facts("charge.refunded", charge("canceled", canceled)))
                .contains(new ChargeLapsed("ch_1", CHANGED))
                .noneMatch(fact -> fact instanceof RefundedInAll);
    }

    @Test
    void aChargebackIsADisputeWhicheverEventTellsIt() {
        var charged =
                facts(
                        "charge.chargedback",
                        charge("chargedback", ",'paid_amount':14990" + PAID_AT));
        var received =
                facts(
                        "chargeback.received",
                        "{'id':'cb_1','amount':14990,'created_at':'2026-04-12T09:00:00Z',"
                                + "'charge':{'id':'ch_1','amount':14990}}");

        assertThat(only(DisputeOpened.class, charged))
                .isEqualTo(new DisputeOpened("ch_1", "ch_1:chargeback", null, 14990, CHANGED));
        assertThat(only(DisputeOpened.class, received).disputeId()).isEqualTo("ch_1:chargeback");
        assertThat(only(PaymentSucceeded.class, charged).amount()).isEqualTo(14990);
        assertThat(facts("chargeback.received", "{'id':'cb_1'}")).isEmpty();
        assertThat(facts("chargeback.received", "{'charge_id':'ch_1','amount':5}")).hasSize(1);
    }

    @Test
    void anInvoiceSaysWhenItsChargeIsDue() {
        assertThat(only(ChargeTold.class, sample("invoice-created").facts()))
                .returns(Member.of(day("2026-03-10")), ChargeTold::dueOn)
                .returns(Member.of("sub_dEmo7301Assin001"), ChargeTold::subscriptionId)
                .returns(Member.missing(), ChargeTold::amount);
        assertThat(facts("invoice.created", "{'id':'in_1'}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "order.paid",
                "order.canceled",
                "card.created",
                "recipient.updated",
                "plan.created",
                "checkout.closed",
                "usage.created",
                "unheard.of"
            })
    void otherEventsTellNothing(String type) {
        assertThat(facts(type, "{'id':'x_1','charges':[{'id':'ch_1'}]}")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "credit_card, CREDIT_CARD",
        "debit_card, DEBIT_CARD",
        "boleto, BOLETO",
        "pix, PIX",
        "cash, CASH",
        "bank_transfer, BANK_TRANSFER",
        "voucher, UNKNOWN"
    })
    void methodsAreOurWords(String name, Method method) {
        var data = charge("pending", "").replace("credit_card", name);

        assertThat(only(ChargeTold.class, facts("charge.pending", data)).method())
                .isEqualTo(Member.of(method));
    }

    @Test
    void theHookOfTheApiIsNoDelivery() {
        assertThat(PagarmeBodies.reading(PagarmeBodies.bytes("hook-of-the-api")))
                .isInstanceOf(Reading.Unreadable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'amount':14990,", "'id':'ch_1',", "'status':'pending',"})
    void aChargeThatLacksWhatItMustIsUnreadable(String member) {
        var data = charge("pending", "").replace(member, "");
        var body = PagarmeBodies.body("hook_1", "charge.created", PagarmeBodies.AT, data);

        assertThat(PagarmeBodies.reading(body)).isInstanceOf(Reading.Unreadable.class);
    }

    @Test
    void aChargeThatWasAskedForTellsTheSame() {
        var data = charge("paid", ",'paid_amount':14990" + PAID_AT);
        var body = data.replace('\'', '"').getBytes(UTF_8);
        var later = Instant.parse("2026-06-01T00:00:00Z");
        var fetched = new Fetched(new Resource("charge", "ch_1"), later).with(body);

        var reading = (Reading.Events) new PagarmeGateway().read(fetched, Map.of());

        var event = reading.events().getFirst();
        assertThat(event.facts()).isEqualTo(facts("charge.paid", data));
        assertThat(event.timestamp()).isEqualTo(Instant.parse("2026-04-12T09:00:00.123456Z"));
    }

    @Test
    void chargesAreAskedForWithTheSecretKey() {
        var api = new PagarmeApi();
        var charge = api.ofCharge("ch_1");
        var call = Objects.requireNonNull(api.call(charge, Map.of(), "sk_test_1"));

        assertThat(call.uri()).hasToString("https://api.pagar.me/core/v5/charges/ch_1");
        assertThat(call.headers()).containsEntry("authorization", "Basic c2tfdGVzdF8xOg==");
        assertThat(api.call(charge, Map.of("api_base_url", "http://127.0.0.1:1"), "x"))
                .satisfies(
                        it ->
                                assertThat(Objects.requireNonNull(it).uri())
                                        .hasToString("http://127.0.0.1:1/core/v5/charges/ch_1"));
        assertThat(api.call(new Resource("order", "or_1"), Map.of(), "x")).isNull();
    }

    private static FactDate at(String instant) {
        return new FactDate.At(Instant.parse(instant));
    }

    private static FactDate day(String day) {
        return new FactDate.OnDay(LocalDate.parse(day));
    }
}

package io.emdia.gateways.iugu;

import static io.emdia.gateways.iugu.IuguBodies.events;
import static io.emdia.gateways.iugu.IuguBodies.facts;
import static io.emdia.gateways.iugu.IuguBodies.form;
import static io.emdia.gateways.iugu.IuguBodies.only;
import static io.emdia.gateways.iugu.IuguBodies.reading;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.facts.ChargeFact.ChargeImplied;
import io.emdia.facts.ChargeFact.ChargeTold;
import io.emdia.facts.ChargeFact.PaymentSucceeded;
import io.emdia.facts.FactDate;
import io.emdia.facts.Member;
import io.emdia.facts.Method;
import io.emdia.gateways.Digests;
import io.emdia.gateways.Lookup;
import io.emdia.gateways.Reading;
import io.emdia.gateways.Resource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.List;

class IuguTriggersTests {

    private static final String MARCH = "88086FD46E8CBC758A2AF919471132C2";
    private static final String SUBSCRIPTION = "8A68DC3E925EACF92633BE230722A140";
    private static final Instant PAID = Instant.parse("2026-03-13T17:22:31Z");

    @Test
    void anEventIsNamedAfterAllThatItIs() {
        var body = form("invoice-created");
        var event = events(body).getFirst();

        assertThat(event.id())
                .isEqualTo(
                        "invoice.created|%s|pending|%s".formatted(MARCH, Digests.sha256Hex(body)));
        assertThat(event.type()).isEqualTo("invoice.created");
        assertThat(event.timestamp()).isEqualTo(Instant.EPOCH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"invoice-created", "invoice-due"})
    void anInvoiceIsAskedForBecauseItsFormSaysTooLittle(String name) {
        assertThat(lookups(form(name))).containsExactly(invoice(MARCH, false));
        assertThat(only(ChargeTold.class, facts(form(name))))
                .isEqualTo(
                        new ChargeTold(
                                MARCH,
                                Member.missing(),
                                Member.of(SUBSCRIPTION),
                                Member.missing(),
                                Member.missing(),
                                Member.missing(),
                                Member.missing(),
                                Member.missing()));
        assertThat(facts(form(name))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"invoice-paid", "invoice-released", "invoice-partially-refunded"})
    void whateverTellsItAPaymentIsOne(String name) {
        var event = events(form(name)).getFirst();
        var on = new FactDate.At(PAID);

        assertThat(event.timestamp()).isEqualTo(PAID);
        assertThat(only(PaymentSucceeded.class, event.facts()))
                .isEqualTo(new PaymentSucceeded(MARCH, MARCH, 14990, Method.PIX, on, 0, 0, 0));
        assertThat(only(ChargeImplied.class, event.facts()))
                .isEqualTo(new ChargeImplied(MARCH, null, 14990, "BRL", Method.PIX, on));
    }

    @ParameterizedTest
    @CsvSource({
        "invoice.status_changed,paid,true",
        "invoice.status_changed,partially_paid,true",
        "invoice.status_changed,pending,false",
        "invoice.status_changed,expired,false",
        "invoice.status_changed,in_analysis,false",
        "invoice.status_changed,canceled,true",
        "invoice.status_changed,refunded,true",
        "invoice.status_changed,in_protest,true",
        "invoice.status_changed,chargeback,true",
        "invoice.status_changed,externally_paid,true",
        "invoice.refund,refunded,true",
        "invoice.partially_refunded,paid,true",
        "invoice.refund_reverted,paid,true"
    })
    void whatHasNeitherDayNorAmountCannotGoOnWithoutTheApi(
            String event, String status, boolean required) {
        assertThat(lookups(form(event, "id=A&status=" + status)))
                .containsExactly(invoice("A", required));
    }

    @Test
    void aPaymentThatSaysItsDayAndAmountGoesOnWithoutTheApi() {
        assertThat(lookups(form("invoice-paid"))).containsExactly(invoice(MARCH, false));
    }

    @Test
    void arraysThatNobodyReadsDoNoHarm() {
        var body =
                "event=invoice.created&data[id]=A&data[tags][]=x&data[tags][]=y"
                        + "&data[splits][][cents]=1&data[splits][][cents]=2&data[status]=pending";

        assertThat(only(ChargeTold.class, facts(body.getBytes(UTF_8))).chargeId()).isEqualTo("A");
    }

    @Test
    void aFailedPaymentIsAnAttemptOnceItsDayIsKnown() {
        var body = form("invoice-payment-failed");
        var invoice = "8331371E77A64566D010AC607CB9000E";
        var attempt = new Resource("attempt", Digests.sha256Hex(body) + "|" + invoice);

        assertThat(lookups(body))
                .containsExactly(invoice(invoice, false), new Lookup(attempt, true));
        assertThat(only(ChargeTold.class, facts(body)).method())
                .isEqualTo(Member.of(Method.CREDIT_CARD));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "subscription-created",
                "subscription-renewed",
                "subscription-suspended",
                "subscription-expired"
            })
    void aSubscriptionIsAskedFor(String name) {
        assertThat(facts(form(name))).isEmpty();
        assertThat(lookups(form(name)))
                .containsExactly(new Lookup(new Resource("subscription", SUBSCRIPTION), false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"invoice.released", "invoice.dunning_action", "invoice.bank_slip_status"})
    void whatIsToldInPassingAsksForNothing(String event) {
        assertThat(lookups(form(event, "id=A&status=pending"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "customer_payment_method.new",
                "withdraw_request.status_changed",
                "automatic_pix.authorization_changed",
                "referrals.verification",
                "something.new"
            })
    void whatMovesNoMoneyIsAnEventWithoutFacts(String event) {
        assertThat(facts(form(event, "id=A"))).isEmpty();
        assertThat(lookups(form(event, "id=A"))).isEmpty();
        assertThat(facts(("event=" + event).getBytes(UTF_8))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "event=invoice.created&id=A&status=pending",
                "data[event]=invoice.created&data[id]=A&data[status]=pending",
                "{\"event\":\"invoice.created\",\"data\":{\"id\":\"A\",\"status\":\"pending\"}}"
            })
    void theEventMayStandBesideOrWithinItsData(String body) {
        var event = events(body.getBytes(UTF_8)).getFirst();

        assertThat(event.type()).isEqualTo("invoice.created");
        assertThat(only(ChargeTold.class, event.facts()).chargeId()).isEqualTo("A");
    }

    @ParameterizedTest
    @CsvSource({
        "iugu_pix,PIX",
        "iugu_pix_test,PIX",
        "iugu_bank_slip,BOLETO",
        "iugu_credit_card,CREDIT_CARD",
        "iugu_credit_card_test,CREDIT_CARD",
        "something_new,UNKNOWN"
    })
    void methodsAreInOurWords(String method, Method ours) {
        var body = form("invoice.status_changed", "id=A&status=paid&payment_method=" + method);

        assertThat(only(ChargeTold.class, facts(body)).method()).isEqualTo(Member.of(ours));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x=1|event must",
                "event=invoice.created|id must",
                "event=invoice.created&data[status]=paid|data.id must",
                "event=invoice.created&data[id]=A&data[paid_at]=x&data[paid_cents]=1|data.paid_at",
                "event=invoice.created&data[id]=A&data[paid_at]=2026-03-13T17:22:31Z"
                        + "&data[paid_cents]=1.5|data.paid_cents must"
            })
    void whatABodyMustHoldIsNamed(String body, String reason) {
        var reading = reading(body.getBytes(UTF_8));

        assertThat(reading).isInstanceOf(Reading.Unreadable.class);
        assertThat(((Reading.Unreadable) reading).reason()).startsWith(reason);
    }

    private static List<Lookup> lookups(byte[] body) {
        return ((Reading.Events) reading(body)).lookups();
    }

    private static Lookup invoice(String id, boolean required) {
        return new Lookup(new Resource("invoice", id), required);
    }
}

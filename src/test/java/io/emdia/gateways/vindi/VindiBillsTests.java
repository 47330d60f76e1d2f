package io.emdia.gateways.vindi;

import static io.emdia.gateways.vindi.VindiBodies.bytes;
import static io.emdia.gateways.vindi.VindiBodies.changed;
import static io.emdia.gateways.vindi.VindiBodies.events;
import static io.emdia.gateways.vindi.VindiBodies.facts;
import static io.emdia.gateways.vindi.VindiBodies.fetched;
import static io.emdia.gateways.vindi.VindiBodies.last;
import static io.emdia.gateways.vindi.VindiBodies.object;
import static io.emdia.gateways.vindi.VindiBodies.only;
import static io.emdia.gateways.vindi.VindiBodies.reading;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.facts.ChargeFact.ChargeImplied;
import io.emdia.facts.ChargeFact.ChargeTold;
import io.emdia.facts.ChargeFact.PaymentFailed;
import io.emdia.facts.ChargeFact.PaymentSucceeded;
import io.emdia.facts.ChargeFact.RefundSucceeded;
import io.emdia.facts.CustomerFact.CustomerTold;
import io.emdia.facts.FactDate;
import io.emdia.facts.Member;
import io.emdia.facts.Method;
import io.emdia.gateways.Lookup;
import io.emdia.gateways.Reading;
import io.emdia.gateways.Resource;
import io.emdia.ledger.Retold;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.time.LocalDate;
import java.util.stream.Stream;

class VindiBillsTests {

    private static final String AT = "2026-04-10T06:01:10.000-03:00";
    private static final Instant INSTANT = Instant.parse("2026-04-10T09:01:10Z");
    private static final String MARCH = "73010031";

    @Test
    void anEventIsNamedAfterItsTypeTimeAndObject() {
        var event = events(bytes("bill-created")).getFirst();

        assertThat(event.id()).isEqualTo("bill_created|2026-03-01T13:00:02Z|73010031");
        assertThat(event.type()).isEqualTo("bill_created");
        assertThat(event.timestamp()).isEqualTo("2026-03-01T13:00:02Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bill-created", "bill-paid"})
    void everyBillTellsWhatIsAsked(String name) {
        assertThat(only(ChargeTold.class, facts(bytes(name))))
                .isEqualTo(
                        new ChargeTold(
                                MARCH,
                                Member.of("7301001"),
                                Member.of("730101"),
                                Member.of(14990L),
                                Member.of("BRL"),
                                Member.of(Method.PIX),
                                Member.of(at("2026-03-01T13:00:02Z")),
                                Member.of(new FactDate.OnDay(LocalDate.parse("2026-03-10")))));
    }

    @Test
    void everyBillSaysWhoTheCustomerIs() {
        assertThat(only(CustomerTold.class, facts(bytes("bill-paid"))))
                .isEqualTo(
                        new CustomerTold(
                                "7301001",
                                Member.of("Marina Teles"),
                                Member.of("marina.teles@example.com"),
                                Member.missing(),
                                Member.missing()));
    }

    @Test
    void aPaidBillWithoutItsChargesIsPaidWhenItIsTold() {
        var paid = changed("bill-paid", "bill", "bill_paid", AT, it -> it.putArray("charges"));

        assertThat(only(PaymentSucceeded.class, facts(paid)))
                .isEqualTo(
                        new PaymentSucceeded(
                                MARCH, MARCH, 14990, null, new FactDate.At(INSTANT), 0, 0, 0));
    }

    @Test
    void aBillOfNothingIsPaidWithNothing() {
        var paid =
                changed(
                        "bill-paid",
                        "bill",
                        "bill_paid",
                        AT,
                        it -> it.put("amount", "0.0").putArray("charges"));

        assertThat(facts(paid)).noneMatch(fact -> fact instanceof PaymentSucceeded);
    }

    @Test
    void aRejectionIsAFailedAttemptOfItsBill() {
        var events = events(bytes("charge-rejected"));

        assertThat(only(PaymentFailed.class, events.getFirst().facts()))
                .isEqualTo(
                        new PaymentFailed("73010041", "4", 1, Method.CREDIT_CARD, "51", INSTANT));
        assertThat(only(ChargeImplied.class, events.getFirst().facts()).amount()).isEqualTo(14990);
        assertThat(((Reading.Events) reading(bytes("charge-rejected"))).lookups())
                .containsExactly(new Lookup(new Resource("bill", "73010041"), false));
    }

    @Test
    void theSameRefusalSeenInABillIsTheSameAttempt() {
        var at = "2026-04-10T06:01:10.000-03:00";
        var created =
                changed(
                        "bill-canceled",
                        "bill",
                        "bill_created",
                        AT,
                        it -> last("charge", "rejected", 4, at, "149.9").accept(charge(it)));

        assertThat(
                        Retold.of(events(bytes("charge-rejected"), created))
                                .charge("73010041")
                                .attempts())
                .hasSize(1);
    }

    @Test
    void aRefundWithoutATransactionIsOfTheWholeCharge() {
        var refunded = changed("charge-created", "charge", "charge_refunded", AT, _ -> {});

        assertThat(only(RefundSucceeded.class, facts(refunded)))
                .isEqualTo(
                        new RefundSucceeded(
                                MARCH,
                                "refund@2026-04-10T09:01:10Z",
                                "73010032",
                                14990,
                                new FactDate.At(INSTANT)));
    }

    @ParameterizedTest
    @CsvSource({
        "PaymentMethod::BankSlip,bank_slip,BOLETO",
        "PaymentMethod::CreditCard,credit_card,CREDIT_CARD",
        "PaymentMethod::DebitCard,debit_card,DEBIT_CARD",
        "PaymentMethod::Pix,whatever,PIX",
        "PaymentMethod::New,bank_slip,BOLETO",
        "PaymentMethod::New,new,UNKNOWN"
    })
    void methodsAreInOurWords(String type, String code, Method method) {
        var body =
                changed(
                        "charge-rejected",
                        "charge",
                        "charge_rejected",
                        AT,
                        it -> it.withObject("payment_method").put("type", type).put("code", code));

        assertThat(only(PaymentFailed.class, facts(body)).method()).isEqualTo(method);
    }

    @Test
    void theApiSaysHowABillStands() {
        var bill = object("bill-paid", "bill");
        var retold = Retold.of(events(fetched("bill", bill, INSTANT)));

        assertThat(retold.status(MARCH, "2026-03-13")).isEqualTo("paid");
        assertThat(events(fetched("bill", bill, INSTANT)))
                .isEqualTo(events(fetched("bill", bill, INSTANT.plusSeconds(60))));
        assertThat(events(fetched("bill", bill, INSTANT)).getFirst().timestamp())
                .isEqualTo("2026-03-13T17:22:31Z");
    }

    @Test
    void whoKnowsTheDayOfACancellationIsBelievedBeforeWhoSawItLater() {
        var bill = object("bill-canceled", "bill");
        bill.put("updated_at", "2026-06-30T10:00:00.000-03:00");
        var seen = events(fetched("bill", bill, INSTANT));
        assertThat(Retold.of(seen).charge("73010041").canceledOn()).isEqualTo("2026-06-30");

        seen = events(bytes("bill-canceled"));
        seen =
                Stream.concat(seen.stream(), events(fetched("bill", bill, INSTANT)).stream())
                        .toList();
        assertThat(Retold.of(seen).charge("73010041").canceledOn()).isEqualTo("2026-05-20");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "charge_created",
                "charge_canceled",
                "bill_seen",
                "period_created",
                "issue_created",
                "payment_profile_created",
                "message_seen",
                "test",
                "something_new"
            })
    void whatMovesNoMoneyIsAnEventWithoutFacts(String type) {
        var body = changed("charge-created", "charge", type, AT, _ -> {});

        assertThat(events(body)).hasSize(1);
        assertThat(facts(body)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|event must",
                "{'event':{}}|event.type must",
                "{'event':{'type':'bill_paid'}}|event.created_at must",
                "{'event':{'type':'bill_paid','created_at':'2026-03-01T10:00:00.000-03:00',"
                        + "'data':{}}}|event.data.bill must",
                "{'event':{'type':'bill_paid','created_at':'2026-03-01T10:00:00.000-03:00',"
                        + "'data':{'bill':{'id':1}}}}|event.data.bill.amount must",
                "{'event':{'type':'charge_rejected','created_at':'2026-03-01T10:00:00-03:00',"
                        + "'data':{'charge':{'id':1,'amount':'1.0'}}}}|event.data.charge.bill.id"
            })
    void whatABodyMustHoldIsNamed(String body, String reason) {
        var reading = reading(body.replace('\'', '"').getBytes(UTF_8));

        assertThat(reading).isInstanceOf(Reading.Unreadable.class);
        assertThat(((Reading.Unreadable) reading).reason()).startsWith(reason);
    }

    private static ObjectNode charge(ObjectNode bill) {
        return (ObjectNode) bill.withArray("charges").get(0);
    }

    private static FactDate at(String instant) {
        return new FactDate.At(Instant.parse(instant));
    }
}

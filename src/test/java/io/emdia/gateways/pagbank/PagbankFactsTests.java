package io.emdia.gateways.pagbank;

import static io.emdia.gateways.pagbank.PagbankBodies.alone;
import static io.emdia.gateways.pagbank.PagbankBodies.charge;
import static io.emdia.gateways.pagbank.PagbankBodies.facts;
import static io.emdia.gateways.pagbank.PagbankBodies.only;
import static io.emdia.gateways.pagbank.PagbankBodies.order;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.facts.ChargeFact.ChargeLapsed;
import io.emdia.facts.ChargeFact.ChargeTold;
import io.emdia.facts.ChargeFact.PaymentFailed;
import io.emdia.facts.ChargeFact.PaymentSucceeded;
import io.emdia.facts.ChargeFact.RefundedInAll;
import io.emdia.facts.Event;
import io.emdia.facts.FactDate;
import io.emdia.facts.Member;
import io.emdia.facts.Method;
import io.emdia.gateways.Fetched;
import io.emdia.gateways.Reading;
import io.emdia.gateways.Resource;
import io.emdia.ledger.Retold;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

class PagbankFactsTests {

    private static final Instant CREATED = Instant.parse("2026-04-10T09:01:10Z");
    private static final String PAID_AT = ",'paid_at':'2026-04-12T08:00:00-03:00'";
    private static final Instant PAID = Instant.parse("2026-04-12T11:00:00Z");

    @ParameterizedTest
    @ValueSource(strings = {"WAITING", "IN_ANALYSIS", "AUTHORIZED", "NEVER_SEEN"})
    void whatIsNotPaidYetIsOnlyAsked(String status) {
        var facts = facts(order("ORDE_1", charge("CHAR_1", status, 0, 0, "")));

        assertThat(only(ChargeTold.class, facts))
                .returns(Member.of(14990L), ChargeTold::amount)
                .returns(Member.of(Method.CREDIT_CARD), ChargeTold::method)
                .returns(
                        Member.of(new FactDate.At(Instant.parse("2026-04-01T13:00:00Z"))),
                        ChargeTold::issuedOn);
        assertThat(facts)
                .noneMatch(fact -> fact instanceof PaymentSucceeded)
                .noneMatch(fact -> fact instanceof PaymentFailed)
                .noneMatch(fact -> fact instanceof ChargeLapsed);
    }

    @Test
    void aDeclinedChargeIsAnAttempt() {
        var facts = facts(order("ORDE_1", charge("CHAR_1", "DECLINED", 0, 0, "")));

        assertThat(only(PaymentFailed.class, facts))
                .isEqualTo(
                        new PaymentFailed(
                                "CHAR_1", "CHAR_1", null, Method.CREDIT_CARD, "10002", CREATED));
    }

    @ParameterizedTest
    @CsvSource({
        "PAID, 14990, 0, 14990",
        "PAID, 9990, 0, 9990",
        "PAID, 14990, 4990, 14990",
        "CANCELED, 14990, 14990, 14990",
        "CANCELED, 0, 14990, 14990"
    })
    void aPaidChargeTellsItsPaymentAndWhatWentBack(
            String status, long paid, long refunded, long received) {
        var facts = facts(order("ORDE_1", charge("CHAR_1", status, paid, refunded, PAID_AT)));

        assertThat(only(PaymentSucceeded.class, facts))
                .returns(received, PaymentSucceeded::amount)
                .returns(new FactDate.At(PAID), PaymentSucceeded::paidOn);
        if (refunded > 0) {
            assertThat(only(RefundedInAll.class, facts).total()).isEqualTo(refunded);
        }
        assertThat(facts).noneMatch(fact -> fact instanceof ChargeLapsed);
    }

    @Test
    void whatWasCanceledUnpaidGaveNothingBack() {
        assertThat(facts(order("ORDE_1", charge("CHAR_1", "CANCELED", 0, 0, ""))))
                .contains(new ChargeLapsed("CHAR_1", new FactDate.At(CREATED)))
                .noneMatch(fact -> fact instanceof RefundedInAll);
    }

    @Test
    void aChargeAloneTellsWhatItTellsInItsOrder() {
        var alone = Retold.of(events(alone(charge("CHAR_1", "PAID", 14990, 0, PAID_AT))));

        assertThat(alone.charge("CHAR_1").issuedOn()).isEqualTo("2026-04-10");
        assertThat(alone.status("CHAR_1", "2026-04-12")).isEqualTo("paid");
    }

    @Test
    void aSecondCardOfAnOrderPaysForTheFirst() {
        var declined = charge("CHAR_1", "DECLINED", 0, 0, "");
        var paid = charge("CHAR_2", "PAID", 14990, 0, PAID_AT).replace("2026-04-10", "2026-04-12");
        var story = events(order("ORDE_1", declined), order("ORDE_1", declined, paid));

        var retold = Retold.of(story);

        assertThat(retold.ids()).containsExactly("CHAR_2");
        assertThat(retold.charge("CHAR_2").attempts())
                .singleElement()
                .returns("10002", it -> it.code());
        assertThat(retold.charge("CHAR_2").effectiveDueOn()).isEqualTo("2026-04-10");
        Retold.holdsInAnyOrder(story, 50);
    }

    @Test
    void aCardOfALaterOrderPaysForTheFirst() {
        var declined = charge("CHAR_1", "DECLINED", 0, 0, "");
        var paid = charge("CHAR_2", "PAID", 14990, 0, PAID_AT);
        var story = events(order("ORDE_1", declined), order("ORDE_2", paid));

        assertThat(Retold.of(story).ids()).containsExactly("CHAR_2");
        Retold.holdsInAnyOrder(story, 50);
    }

    @Test
    void theSameReferenceAMonthLaterIsAnotherDebt() {
        var declined = charge("CHAR_1", "DECLINED", 0, 0, "");
        var paid =
                charge("CHAR_2", "PAID", 14990, 0, PAID_AT)
                        .replace("2026-04-10", "2026-05-10")
                        .replace("2026-04-12", "2026-05-12");

        var retold = Retold.of(events(order("ORDE_1", declined), order("ORDE_2", paid)));

        assertThat(retold.status("CHAR_1", "2026-05-12")).isEqualTo("overdue");
    }

    @Test
    void aDeclinedChargeAloneIsOwedUntilItIsPaid() {
        var story = events(order("ORDE_1", charge("CHAR_1", "DECLINED", 0, 0, "")));

        assertThat(Retold.of(story).status("CHAR_1", "2026-04-11")).isEqualTo("overdue");
    }

    @Test
    void anEventIsTheStateItTells() {
        var event =
                events(order("ORDE_1", charge("CHAR_1", "PAID", 14990, 4990, PAID_AT))).getFirst();

        assertThat(event.id()).isEqualTo("CHAR_1|PAID|14990|4990");
        assertThat(event.type()).isEqualTo("PAID");
        assertThat(event.timestamp()).isEqualTo(PAID.plusNanos(6_000));
    }

    @Test
    void aLaterStateIsNewerThoughNoTimeSaysSo() {
        var times = new ArrayList<Instant>();
        for (var charge :
                List.of(
                        charge("CHAR_1", "WAITING", 0, 0, ""),
                        charge("CHAR_1", "IN_ANALYSIS", 0, 0, ""),
                        charge("CHAR_1", "AUTHORIZED", 0, 0, ""),
                        charge("CHAR_1", "CANCELED", 0, 0, ""),
                        charge("CHAR_1", "PAID", 14990, 0, ""),
                        charge("CHAR_1", "PAID", 14990, 1, ""))) {
            times.add(events(order("ORDE_1", charge)).getFirst().timestamp());
        }

        assertThat(times).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aChargeThatWasAskedForTellsTheSame() {
        var charge = alone(charge("CHAR_1", "PAID", 14990, 0, PAID_AT));
        var fetched = new Fetched(new Resource("charge", "CHAR_1"), Instant.EPOCH).with(charge);

        var reading = (Reading.Events) new PagbankGateway().read(fetched, Map.of());

        assertThat(reading.events().getFirst().facts()).isEqualTo(facts(charge));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "subscription-initial.json",
                "subscription-recurrence.json",
                "subscription-suspended.json",
                "subscription-canceled.json",
                "old-notification.txt"
            })
    void otherFamiliesTellNothing(String name) {
        assertThat(facts(PagbankBodies.bytes(name))).isEmpty();
    }

    @Test
    void anOrderWithoutAChargeTellsNothing() {
        assertThat(facts(order("ORDE_1"))).isEmpty();
        assertThat(facts("{\"id\":\"ORDE_1\",\"qr_codes\":[{\"id\":\"QRCO_1\"}]}".getBytes(UTF_8)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "PIX, PIX",
        "BOLETO, BOLETO",
        "CREDIT_CARD, CREDIT_CARD",
        "DEBIT_CARD, DEBIT_CARD",
        "SOMETHING, UNKNOWN"
    })
    void methodsAreOurWords(String name, Method method) {
        var charge = charge("CHAR_1", "WAITING", 0, 0, "").replace("CREDIT_CARD", name);

        assertThat(only(ChargeTold.class, facts(order("ORDE_1", charge))).method())
                .isEqualTo(Member.of(method));
    }

    @Test
    void aStateInAChangedOrderIsAnotherBodyOfItsEvent() {
        var charge = charge("CHAR_1", "PAID", 14990, 0, PAID_AT);
        var body = order("ORDE_1", charge);
        var renamed = new String(body, UTF_8).replace("Ana", "Bia").getBytes(UTF_8);
        var story = events(body, renamed);

        assertThat(story).extracting(Event::id).containsOnly(story.getFirst().id());
        assertThat(story).extracting(Event::digest).doesNotHaveDuplicates();
        assertThat(events(body)).isEqualTo(events(body));
    }

    @Test
    void aChargeAloneIsKnownByItsName() {
        var charge = charge("CHAR_1", "PAID", 14990, 0, PAID_AT);
        var method = ",'payment_method':{'type':'CREDIT_CARD'}";

        assertThat(facts(alone(charge.replace(method, ""))))
                .anyMatch(fact -> fact instanceof PaymentSucceeded);
    }

    @Test
    void whatAnOrderLeavesOutMakesNoBodyUnreadable() {
        var created = "'created_at':'%s',".formatted(PagbankBodies.CREATED);
        var charge = charge("CHAR_1", "PAID", 14990, 0, PAID_AT).replace(created, "");
        var body = new String(order("ORDE_1", charge), UTF_8).replace("\"12345678909\"", "123");

        assertThat(facts(body.getBytes(UTF_8))).anyMatch(fact -> fact instanceof PaymentSucceeded);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'value':14990,", "'status':'PAID',", "'id':'CHAR_1',"})
    void aChargeThatLacksWhatItMustIsUnreadable(String member) {
        var charge = charge("CHAR_1", "PAID", 14990, 0, "").replace(member, "");

        assertThat(PagbankBodies.reading(order("ORDE_1", charge)))
                .isInstanceOf(Reading.Unreadable.class);
    }

    private static List<Event> events(byte[]... bodies) {
        return Arrays.stream(bodies).flatMap(body -> PagbankBodies.events(body).stream()).toList();
    }
}

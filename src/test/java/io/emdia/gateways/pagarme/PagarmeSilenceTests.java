package io.emdia.gateways.pagarme;

import static io.emdia.gateways.pagarme.PagarmeBodies.charge;
import static io.emdia.gateways.pagarme.PagarmeBodies.facts;
import static io.emdia.gateways.pagarme.PagarmeBodies.only;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.facts.ChargeFact.ChargeLapsed;
import io.emdia.facts.ChargeFact.ChargeTold;
import io.emdia.facts.ChargeFact.PaymentFailed;
import io.emdia.facts.ChargeFact.PaymentSucceeded;
import io.emdia.facts.ChargeFact.RefundedInAll;
import io.emdia.facts.CustomerFact.CustomerTold;
import io.emdia.facts.Event;
import io.emdia.facts.FactDate;
import io.emdia.facts.Member;
import io.emdia.facts.SubscriptionFact.SubscriptionCanceled;
import io.emdia.facts.SubscriptionFact.SubscriptionTold;
import io.emdia.gateways.Reading;
import io.emdia.ledger.Charge;
import io.emdia.ledger.Retold;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/** What Pagar.me may leave unsaid never hides money, and never makes a body unreadable. */
class PagarmeSilenceTests {

    private static final int SEEDS = 20;
    private static final String PAID_AT = ",'paid_at':'2026-04-12T08:00:00Z'";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "charge.refunded | canceled | ,'paid_amount':9990 | 9990",
                "charge.refunded | canceled | ,'paid_amount':14990,'canceled_amount':null | 14990",
                "charge.refunded | canceled | ^^ | 14990",
                "charge.updated | canceled | ,'paid_amount':14990 | 14990",
                "charge.refunded | canceled | ,'paid_amount':14990,'canceled_amount':14000 | 14000"
            })
    void aRefundInFullNeedNotSayHowMuch(String type, String status, String more, long refunded) {
        assertThat(only(RefundedInAll.class, facts(type, charge(status, PAID_AT + more))).total())
                .isEqualTo(refunded);
    }

    @Test
    void aCardThatWasLetGoGaveNothingBack() {
        var released = ",'last_transaction':{'operation_type':'auth_only','status':'voided'}";

        assertThat(facts("charge.refunded", charge("canceled", released)))
                .anyMatch(fact -> fact instanceof ChargeLapsed)
                .noneMatch(fact -> fact instanceof RefundedInAll);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "paid | ^^ | 14990",
                "paid | ,'paid_amount':null | 14990",
                "canceled | ^^ | 14990",
                "underpaid | ,'last_transaction':{'paid_amount':9000} | 9000"
            })
    void whatCameInIsFoundWhereItStands(String status, String more, long paid) {
        var payment =
                only(
                        PaymentSucceeded.class,
                        facts("charge.updated", charge(status, PAID_AT + more)));

        assertThat(payment.amount()).isEqualTo(paid);
    }

    @Test
    void tooLittleIsNotTakenForAllOfIt() {
        assertThat(facts("charge.underpaid", charge("underpaid", PAID_AT)))
                .noneMatch(fact -> fact instanceof PaymentSucceeded);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",'customer':null",
                ",'customer':{}",
                ",'customer':{'id':null,'name':'Ana'}",
                ",'invoice':null,'order':{},'last_transaction':null,'due_at':null,'currency':null"
            })
    void whoAndWhatForMayBeLeftOut(String more) {
        assertThat(facts("charge.paid", charge("paid", PAID_AT + more)))
                .anyMatch(fact -> fact instanceof PaymentSucceeded)
                .noneMatch(fact -> fact instanceof CustomerTold);
    }

    @Test
    void aDocumentMayBeANumber() {
        var data = charge("pending", ",'customer':{'id':'cus_1','document':12345678909}");

        assertThat(only(CustomerTold.class, facts("charge.created", data)).document())
                .isEqualTo(Member.of("12345678909"));
    }

    @Test
    void aDueDayMayBeADay() {
        var data = charge("pending", ",'due_at':'2026-04-10'");

        assertThat(only(ChargeTold.class, facts("charge.created", data)).dueOn())
                .isEqualTo(Member.of(new FactDate.OnDay(LocalDate.parse("2026-04-10"))));
    }

    @Test
    void anEmptyCodeIsNone() {
        var refused = ",'last_transaction':{'acquirer_return_code':'','status':'not_authorized'}";

        assertThat(only(PaymentFailed.class, facts("charge.payment_failed", failed(refused))))
                .returns("not_authorized", PaymentFailed::code);
    }

    @Test
    void theEndOfASubscriptionNeedsNothingButItsId() {
        var facts = facts("subscription.canceled", "{'id':'sub_1','status':'canceled'}");

        assertThat(only(SubscriptionCanceled.class, facts).endsOn())
                .isEqualTo(new FactDate.At(Instant.parse(PagarmeBodies.AT)));
        assertThat(only(SubscriptionTold.class, facts))
                .returns(Member.missing(), SubscriptionTold::interval)
                .returns(Member.missing(), SubscriptionTold::intervalCount)
                .returns(Member.missing(), SubscriptionTold::startedOn);
    }

    @Test
    void aDisputeStaysOnItsDayHoweverLaterTheChargeChanges() {
        var opened = disputed("charge.chargedback", "2026-05-05T14:00:00Z");
        var changed = disputed("charge.updated", "2026-05-09T14:00:00Z");
        var again = disputed("charge.updated", "2026-05-12T14:00:00Z");
        var story = Stream.of(opened, changed, again).flatMap(List::stream).toList();
        var guesses = Stream.of(again, changed).flatMap(List::stream).toList();

        assertThat(Retold.of(story).charge("ch_1").disputes())
                .singleElement()
                .returns(LocalDate.parse("2026-05-05"), Charge.Dispute::openedOn);
        assertThat(Retold.of(guesses).charge("ch_1").disputes())
                .singleElement()
                .returns(LocalDate.parse("2026-05-09"), Charge.Dispute::openedOn);
        Retold.holdsInAnyOrder(story, SEEDS);
    }

    private static List<Event> disputed(String type, String at) {
        var data =
                charge("chargedback", ",'paid_amount':14990" + PAID_AT)
                        .replace("2026-04-12T09:00:00.1234567Z", at);
        var body = PagarmeBodies.body("hook_" + at, type, at, data);
        return ((Reading.Events) PagarmeBodies.reading(body)).events();
    }

    private static String failed(String more) {
        return charge("failed", more);
    }
}

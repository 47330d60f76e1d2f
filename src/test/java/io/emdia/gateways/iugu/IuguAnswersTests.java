package io.emdia.gateways.iugu;

import static io.emdia.gateways.iugu.IuguBodies.all;
import static io.emdia.gateways.iugu.IuguBodies.answer;
import static io.emdia.gateways.iugu.IuguBodies.events;
import static io.emdia.gateways.iugu.IuguBodies.fetched;
import static io.emdia.gateways.iugu.IuguBodies.invoice;
import static io.emdia.gateways.iugu.IuguBodies.only;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.facts.ChargeFact.ChargeTold;
import io.emdia.facts.ChargeFact.PaymentSucceeded;
import io.emdia.facts.CustomerFact.CustomerTold;
import io.emdia.facts.FactDate;
import io.emdia.facts.Member;
import io.emdia.facts.Method;
import io.emdia.facts.SubscriptionFact.Interval;
import io.emdia.facts.SubscriptionFact.Status;
import io.emdia.facts.SubscriptionFact.SubscriptionTold;
import io.emdia.gateways.Reading;
import io.emdia.gateways.Resource;
import io.emdia.ledger.Retold;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.time.LocalDate;

class IuguAnswersTests {

    private static final String ID = "88086FD46E8CBC758A2AF919471132C2";
    private static final Resource SUBSCRIPTION = new Resource("subscription", "S");

    @Test
    void anInvoiceTellsWhatIsAskedAndOfWhom() {
        var event = invoice(answer("invoice")).getFirst();

        assertThat(event.timestamp()).isEqualTo("2026-03-01T13:00:02.000001Z");
        assertThat(event.facts())
                .containsExactly(
                        new ChargeTold(
                                ID,
                                Member.of("5ED3341E31FC13FB3BB013723B9C14BE"),
                                Member.missing(),
                                Member.of(14990L),
                                Member.of("BRL"),
                                Member.missing(),
                                Member.of(new FactDate.At(Instant.parse("2026-03-01T13:00:02Z"))),
                                Member.of(new FactDate.OnDay(LocalDate.parse("2026-03-10")))),
                        new CustomerTold(
                                "5ED3341E31FC13FB3BB013723B9C14BE",
                                Member.of("Marina Teles"),
                                Member.of("marina.teles@example.com"),
                                Member.missing(),
                                Member.missing()));
    }

    @Test
    void theSameAnswerIsTheSameEventWheneverItCame() {
        var resource = new Resource("invoice", ID);
        var later = IuguBodies.ASKED.plusSeconds(60);

        assertThat(fetched(resource, answer("invoice"), later))
                .isEqualTo(fetched(resource, answer("invoice")));
    }

    @ParameterizedTest
    @CsvSource({
        "paid,14990,14990,0,0",
        "paid,15490,14990,0,500",
        "paid,14000,14000,990,0",
        "partially_paid,5000,5000,0,0",
        "externally_paid,0,14990,0,0"
    })
    void whatIsReceivedIsPrincipalInterestOrDiscount(
            String status, int cents, long amount, long discount, long interest) {
        var facts = invoice(paid(status, cents)).getFirst().facts();
        var on = new FactDate.At(Instant.parse("2026-03-13T17:22:31Z"));

        assertThat(only(PaymentSucceeded.class, facts))
                .isEqualTo(
                        new PaymentSucceeded(
                                ID, ID, amount, Method.BOLETO, on, discount, 0, interest));
    }

    @Test
    void whatWasOverpaidIsNoInterest() {
        var answer = paid("paid", 20000).put("overpaid_cents", 5010);
        var paid = only(PaymentSucceeded.class, invoice(answer).getFirst().facts());

        assertThat(paid.interest()).isZero();
        assertThat(paid.amount()).isEqualTo(20000);
    }

    @Test
    void aCancellationHasItsDayOrElseTheDayItWasFirstSeen() {
        var seen = answer("invoice").put("status", "canceled");
        seen.put("updated_at", "2026-05-25T10:00:00-03:00");
        var again = seen.deepCopy().put("updated_at", "2026-05-30T10:00:00-03:00");
        var dated = again.deepCopy().put("canceled_at_iso", "2026-05-20T16:05:00-03:00");

        var guesses = all(invoice(again), invoice(seen));
        assertThat(Retold.of(guesses).charge(ID).canceledOn()).isEqualTo("2026-05-25");
        assertThat(Retold.of(all(guesses, invoice(dated))).charge(ID).canceledOn())
                .isEqualTo("2026-05-20");
        Retold.holdsInAnyOrder(all(guesses, invoice(dated)), 20);
    }

    @Test
    void anExpiredInvoiceIsStillOwed() {
        var expired = answer("invoice").put("status", "expired");

        assertThat(Retold.of(invoice(expired)).status(ID, "2026-06-01")).isEqualTo("overdue");
    }

    @Test
    void aProtestThatIsPaidAgainWasWon() {
        var won = paid("paid", 14990).put("protested_at_iso", "2026-05-05T10:00:00-03:00");
        won.put("updated_at", "2026-06-02T10:00:00-03:00");
        var retold = Retold.of(invoice(won));

        assertThat(retold.status(ID, "2026-05-05")).isEqualTo("disputed");
        assertThat(retold.status(ID, "2026-06-02")).isEqualTo("paid");
    }

    @Test
    void aRefundMayBeWrittenForPeopleOnly() {
        var answer = paid("partially_refunded", 14990).put("total_refunded", "R$ 1,49");

        assertThat(Retold.of(invoice(answer)).charge(ID).refunds().getFirst().amount())
                .isEqualTo(149);
    }

    @Test
    void aSubscriptionAsksForItsPlanUnlessItSaysItsRhythm() {
        var asks = (Reading.Events) fetched(SUBSCRIPTION, answer("subscription"));
        var says = answer("subscription").put("interval_type", "weeks").put("interval", 2);

        assertThat(asks.lookups())
                .singleElement()
                .satisfies(it -> assertThat(it.resource().id()).endsWith("|essencial"));
        assertThat(((Reading.Events) fetched(SUBSCRIPTION, says)).lookups()).isEmpty();
        assertThat(told(says).interval()).isEqualTo(Member.of(Interval.WEEK));
        assertThat(told(says).intervalCount()).isEqualTo(Member.of(2));
    }

    @Test
    void aSubscriptionCostsItsPlanAndWhatRecursBesides() {
        var answer = answer("subscription");
        answer.withArray("subitems")
                .addObject()
                .put("recurrent", true)
                .put("price_cents", 500)
                .put("quantity", 2);
        answer.withArray("subitems").addObject().put("recurrent", false).put("price_cents", 9);

        assertThat(told(answer).amount()).isEqualTo(Member.of(15990L));
    }

    @Test
    void aSubscriptionWithoutAPriceIsNoLessReadable() {
        assertThat(told(answer("subscription").putNull("price_cents")).amount())
                .isEqualTo(Member.missing());
    }

    @ParameterizedTest
    @CsvSource({"suspended,PAUSED", "in_trial,TRIALING", "active,ACTIVE"})
    void aSubscriptionIsPausedOnTrialOrActive(String member, Status status) {
        assertThat(told(answer("subscription").put(member, true)).status())
                .isEqualTo(Member.of(status));
    }

    @ParameterizedTest
    @CsvSource({"customer,1", "plan,x", "plan,2026-03-01T13:00:00Z||p", "attempt,x"})
    void anAnswerToAnotherQuestionIsUnreadable(String kind, String id) {
        assertThat(fetched(new Resource(kind, id), answer("plan")))
                .isInstanceOf(Reading.Unreadable.class);
    }

    private static SubscriptionTold told(ObjectNode answer) {
        return only(
                SubscriptionTold.class, events(fetched(SUBSCRIPTION, answer)).getFirst().facts());
    }

    private static ObjectNode paid(String status, int cents) {
        return answer("invoice")
                .put("status", status)
                .put("paid_at", "2026-03-13T14:22:31-03:00")
                .put("paid_cents", cents)
                .put("payment_method", "iugu_bank_slip");
    }
}

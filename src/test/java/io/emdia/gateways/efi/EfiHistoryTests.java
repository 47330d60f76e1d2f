package io.emdia.gateways.efi;

import static io.emdia.gateways.efi.EfiBodies.all;
import static io.emdia.gateways.efi.EfiBodies.answer;
import static io.emdia.gateways.efi.EfiBodies.bytes;
import static io.emdia.gateways.efi.EfiBodies.charge;
import static io.emdia.gateways.efi.EfiBodies.events;
import static io.emdia.gateways.efi.EfiBodies.history;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.facts.ChargeFact.PaymentFailed;
import io.emdia.facts.Event;
import io.emdia.facts.Method;
import io.emdia.facts.SubscriptionFact.SubscriptionCanceled;
import io.emdia.facts.SubscriptionFact.SubscriptionTold;
import io.emdia.gateways.Lookup;
import io.emdia.gateways.Reading;
import io.emdia.gateways.Resource;
import io.emdia.gateways.Truth;
import io.emdia.ledger.Retold;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

class EfiHistoryTests {

    private static final String MARCH = "730131";
    private static final int ORDERS = 200;
    private static final long UNPAID_AT =
            1_773_199_815_000_005L; // 2026-03-11T00:30:15-03:00, fifth
    private static final String BILLET =
            "'charge_id':730131,'total':14990,'status':'%s','created_at':'2026-03-01 10:00:02',"
                    + "'subscription_id':7301,'history':[{'created_at':'%s'}],"
                    + "'payment':{'method':'%s','banking_billet':{'expire_at':'2026-03-10'}},"
                    + "'customer':{'name':'Marina','cpf':'12345678909'}";

    @Test
    void theHistoryIsOneEventForEachEntryInItsOrder() {
        var read = sample();

        assertThat(read.events())
                .extracting(Event::id)
                .startsWith("token|1", "token|2", "token|3", "token|4");
        assertThat(read.events())
                .extracting(Event::timestamp)
                .isSorted()
                .startsWith(Instant.parse("2026-03-01T13:00:00.000001Z"));
        assertThat(read.events().getLast().type()).isEqualTo("subscription_charge.refunded");
        assertThat(read.lookups())
                .containsExactly(
                        new Lookup(new Resource("subscription", "7301"), false),
                        new Lookup(new Resource("charge", MARCH), false),
                        new Lookup(new Resource("attempt", MARCH + "_" + UNPAID_AT), false));
    }

    @Test
    void marchWasPaidAndRefundedInAnyOrder() {
        var truth = Truth.asking(14990);
        truth.paid(LocalDate.parse("2026-03-13"), 14990, "unknown");
        truth.refunded(LocalDate.parse("2026-03-20"), 14990);
        var story = sample().events();

        assertThat(Truth.of(Retold.of(story).charge(MARCH))).isEqualTo(truth);
        assertThat(Retold.of(story).charge(MARCH).issuedOn()).isEqualTo("2026-03-01");
        assertThat(Retold.of(story).charge(MARCH).subscriptionId()).isEqualTo("7301");
        Retold.holdsInAnyOrder(story, ORDERS);
    }

    @Test
    void theChargeKnowsWhatWasAskedUntilWhen() {
        var story = new ArrayList<>(sample().events());
        story.addAll(
                charge(MARCH, BILLET.formatted("unpaid", "2026-03-11 00:30:15", "banking_billet")));
        story.addAll(
                charge(MARCH, BILLET.formatted("paid", "2026-03-13 14:22:31", "banking_billet")));
        var march = Retold.of(story).charge(MARCH);

        assertThat(march.dueOn()).isEqualTo("2026-03-10");
        assertThat(march.method()).isEqualTo(Method.BOLETO);
        assertThat(march.customerId()).hasSize(32).doesNotContain("12345678909");
        assertThat(march.payments()).hasSize(1);
        assertThat(march.attempts()).isEmpty();
        assertThat(Retold.of(story).status(MARCH, "2026-03-11")).isEqualTo("overdue");
        Retold.holdsInAnyOrder(story, ORDERS);
    }

    @Test
    void anUnpaidCardWasRefusedHoweverItWentOn() {
        var story = new ArrayList<>(sample().events());
        story.addAll(attempt("unpaid", "credit_card"));
        story.addAll(attempt("paid", "credit_card"));

        assertThat(Retold.of(story).charge(MARCH).attempts())
                .singleElement()
                .matches(it -> it.failedOn().equals(LocalDate.parse("2026-03-11")))
                .matches(it -> "card refused".equals(it.code()));
        assertThat(Retold.of(story).charge(MARCH).payments()).hasSize(1);
        Retold.holdsInAnyOrder(story, ORDERS);
    }

    @Test
    void anUnpaidSlipWasNotRefused() {
        assertThat(all(PaymentFailed.class, attempt("unpaid", "banking_billet"))).isEmpty();
        assertThat(all(PaymentFailed.class, attempt("paid", "banking_billet"))).isEmpty();
    }

    @Test
    void anAttemptIsOfItsCharge() {
        var other = "{'code':200,'data':{'charge_id':1,'status':'unpaid','total':1}}";

        assertThat(answer("attempt", MARCH + "_" + UNPAID_AT, other))
                .isInstanceOf(Reading.Unreadable.class);
        assertThat(answer("attempt", "1_x", other)).isInstanceOf(Reading.Unreadable.class);
    }

    private static List<Event> attempt(String status, String method) {
        var charge = BILLET.formatted(status, "2026-03-11 00:30:15", method);
        var refused =
                charge.replace("'payment':{", "'payment':{'refusal':{'reason':'card refused'},");
        var body = "{'code':200,'data':{" + refused + "}}";
        return events(answer("attempt", MARCH + "_" + UNPAID_AT, body)).events();
    }

    @Test
    void aLongerHistoryReadsTheSameEntriesTheSameWay() {
        var whole = sample().events();
        var json = new String(bytes("history.json"), UTF_8);
        var cut = json.substring(0, json.indexOf("    {\n      \"id\": 7")).strip();
        var shorter = cut.substring(0, cut.length() - 1) + "]}";

        assertThat(events(answer("notification", "token", shorter)).events())
                .isEqualTo(whole.subList(0, 6));
    }

    @ParameterizedTest
    @CsvSource({
        "waiting,pending",
        "identified,pending",
        "approved,pending",
        "paid,paid",
        "settled,paid",
        "canceled,canceled",
        "expired,canceled",
        "unpaid,overdue",
        "link,pending"
    })
    void everyStateIsReflected(String state, String status) {
        var events = new ArrayList<>(history(entry(1, "new", "01") + "," + entry(2, state, "02")));
        events.addAll(
                charge(
                        "7",
                        "'charge_id':7,'total':500,'status':'new','created_at':'2026-03-01',"
                                + "'payment':{'banking_billet':{'expire_at':'2026-03-%s'}}"
                                        .formatted(status.equals("overdue") ? "02" : "10")));

        assertThat(Retold.of(events).status("7", "2026-03-05")).isEqualTo(status);
    }

    @Test
    void aContestedChargeIsWonWhenPaidAgainAndLostWhenRefunded() {
        var before = entry(1, "new", "01") + "," + entry(2, "paid", "02") + ",";
        var open = before + entry(3, "contested", "03");
        var won = Retold.of(history(open + "," + entry(4, "paid", "04")));
        var lost = Retold.of(history(open + "," + entry(4, "refunded", "04")));

        assertThat(Retold.of(history(open)).status("7", "2026-03-04")).isEqualTo("disputed");
        assertThat(won.charge("7").payments()).hasSize(1);
        assertThat(won.status("7", "2026-03-04")).isEqualTo("paid");
        assertThat(lost.status("7", "2026-03-04")).isEqualTo("disputed");
        assertThat(lost.charge("7").disputes().getFirst().closedOn()).isEqualTo("2026-03-04");
    }

    @Test
    void paidThenSettledIsPaidOnceAndOnTheDayTheBankTookIt() {
        var bank = entry(2, "paid", "04");
        var entries =
                entry(1, "new", "01")
                        + ","
                        + bank.replace("'value'", "'received_by_bank_at':'2026-03-02','value'")
                        + ","
                        + entry(3, "settled", "09");

        assertThat(Retold.of(history(entries)).charge("7").payments())
                .singleElement()
                .matches(it -> it.paidOn().equals(LocalDate.parse("2026-03-02")));
    }

    @Test
    void whatIsPaidAfterAllIsNotCanceled() {
        var entries =
                entry(1, "new", "01")
                        + ","
                        + entry(2, "expired", "02")
                        + ","
                        + entry(3, "paid", "03");

        assertThat(Retold.of(history(entries)).charge("7").canceledOn()).isNull();
    }

    @Test
    void aSubscriptionIsToldByItsDetailAndEndedByTheHistory() {
        var detail =
                "{'code':200,'data':{'subscription_id':7301,'value':14990,'status':'active',"
                        + "'created_at':'2026-03-01 10:00:00','plan':{'name':'Plano','interval':1},"
                        + "'history':[{'created_at':'2026-03-01 10:00:02'}],"
                        + "'customer':{'cpf':'12345678909'}}}";
        var story = new ArrayList<>(events(answer("subscription", "7301", detail)).events());
        story.addAll(
                history(
                        "{'id':9,'type':'subscription','status':{'current':'canceled'},"
                                + "'identifiers':{'subscription_id':7301},"
                                + "'created_at':'2026-05-20 16:05:00'}"));

        assertThat(all(SubscriptionTold.class, story)).hasSize(1);
        assertThat(all(SubscriptionCanceled.class, story)).hasSize(1);
        assertThat(Retold.of(story).subscription("7301").endsOn()).isEqualTo("2026-05-20");
        Retold.holdsInAnyOrder(story, 20);
    }

    private static Reading.Events sample() {
        return events(answer("notification", "token", new String(bytes("history.json"), UTF_8)));
    }

    private static String entry(int number, String state, String day) {
        var value = state.equals("paid") || state.equals("settled") ? ",'value':500" : "";
        return ("{'id':%d,'type':'charge','status':{'current':'%s'},'identifiers':{'charge_id':7},"
                        + "'created_at':'2026-03-%s 10:00:00'%s}")
                .formatted(number, state, day, value);
    }
}

package io.emdia.gateways.mercadopago;

import static io.emdia.gateways.mercadopago.Answers.all;
import static io.emdia.gateways.mercadopago.Answers.answer;
import static io.emdia.gateways.mercadopago.Answers.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.facts.ChargeFact.ChargeTold;
import io.emdia.facts.ChargeFact.DisputeOpened;
import io.emdia.facts.ChargeFact.PaymentFailed;
import io.emdia.facts.ChargeFact.PaymentSucceeded;
import io.emdia.facts.ChargeFact.RefundFailed;
import io.emdia.facts.ChargeFact.RefundSucceeded;
import io.emdia.facts.CustomerFact.CustomerTold;
import io.emdia.facts.Event;
import io.emdia.facts.Member;
import io.emdia.facts.Method;
import io.emdia.facts.SubscriptionFact.Interval;
import io.emdia.facts.SubscriptionFact.Status;
import io.emdia.facts.SubscriptionFact.SubscriptionCanceled;
import io.emdia.facts.SubscriptionFact.SubscriptionTold;
import io.emdia.gateways.Reading;
import io.emdia.ledger.Retold;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

class MercadoPagoResourcesTests {

    @ParameterizedTest
    @CsvSource({
        "pending,pending_waiting_payment,0,0,0",
        "in_process,pending_review_manual,0,0,0",
        "authorized,pending_capture,0,0,0",
        "approved,accredited,1,0,0",
        "approved,partially_refunded,1,0,0",
        "in_mediation,pending,1,0,0",
        "charged_back,in_process,1,0,1",
        "charged_back,settled,1,0,1",
        "charged_back,reimbursed,1,0,1",
        "refunded,refunded,1,0,0",
        "rejected,cc_rejected_high_risk,0,1,0",
        "cancelled,expired,0,0,0",
        "brand_new,x,0,0,0"
    })
    void aStatusSaysWhatBecameOfThePayment(
            String status, String detail, int paid, int refused, int disputed) {
        var read = payment("'status':'%s','status_detail':'%s'".formatted(status, detail));

        assertThat(all(ChargeTold.class, read)).hasSize(1);
        assertThat(all(PaymentSucceeded.class, read)).hasSize(paid);
        assertThat(all(PaymentFailed.class, read)).hasSize(refused);
        assertThat(all(DisputeOpened.class, read)).hasSize(disputed);
    }

    @ParameterizedTest
    @CsvSource({
        "pix,bank_transfer,PIX",
        "bolbradesco,ticket,BOLETO",
        "pec,ticket,CASH",
        "visa,credit_card,CREDIT_CARD",
        "debelo,debit_card,DEBIT_CARD",
        "account_money,account_money,WALLET",
        "consumer_credits,digital_currency,WALLET",
        "ted,bank_transfer,BANK_TRANSFER",
        "x,unheard_of,UNKNOWN"
    })
    void methodsAreInOurWords(String id, String type, Method method) {
        var read =
                payment(
                        "'status':'approved','payment_method_id':'%s','payment_type_id':'%s'"
                                .formatted(id, type));

        assertThat(all(PaymentSucceeded.class, read).getFirst().method()).isEqualTo(method);
    }

    @Test
    void theSameStateIsOneEventHoweverOftenItIsAskedFor() {
        var once = payment("'status':'approved','date_last_updated':'2026-03-13T10:00:00Z'");
        var again = payment("'status':'approved','date_last_updated':'2026-03-14T10:00:00Z'");
        var refunded = payment("'status':'approved','transaction_amount_refunded':1.5");

        assertThat(ids(again)).isEqualTo(ids(once));
        assertThat(ids(refunded)).isNotEqualTo(ids(once));
    }

    @Test
    void refundsAreToldOneByOneAndOnlyWhenTheyHappened() {
        var refunds =
                "'refunds':[{'id':1,'amount':0.5,'status':'approved'},"
                        + "{'id':2,'amount':0.5,'status':'rejected'},"
                        + "{'id':3,'amount':0.5,'status':'in_process'}]";
        var read = payment("'status':'approved','transaction_amount_refunded':0.5," + refunds);

        assertThat(all(RefundSucceeded.class, read))
                .singleElement()
                .matches(it -> it.amount() == 50 && it.refundId().equals("1"));
        assertThat(all(RefundFailed.class, read)).extracting(RefundFailed::refundId).contains("2");
    }

    @Test
    void totalsOfTwoPaymentsOfOneChargeAddUp() {
        var events = new ArrayList<Event>();
        for (var id : List.of("1", "2")) {
            var body =
                    body(
                            id,
                            "'status':'refunded','external_reference':'COB','refunds':[],"
                                    + "'date_approved':'2026-03-13T10:00:00Z'");
            events.addAll(Answers.payment(id, body));
        }

        var refunded = Retold.of(events).charge("COB").refundedAmount(LocalDate.of(2026, 8, 1));
        assertThat(refunded).isEqualTo(2 * 1234);
    }

    @Test
    void thePayerIsTheCustomer() {
        var payer =
                "'payer':{'id':7,'email':'a@b.test','first_name':'Ana','last_name':'Sá',"
                        + "'identification':{'type':'CPF','number':'12345678909'}}";

        assertThat(all(CustomerTold.class, payment("'status':'pending'," + payer)))
                .containsExactly(
                        new CustomerTold(
                                "7",
                                Member.of("Ana Sá"),
                                Member.of("a@b.test"),
                                Member.missing(),
                                Member.of("12345678909")));
        assertThat(all(CustomerTold.class, payment("'status':'pending','payer':{'id':null}")))
                .isEmpty();
    }

    @Test
    void theMonthsOfASubscriptionThatShareAReferenceAreChargesOfTheirOwn() {
        var events = new ArrayList<Event>();
        for (var month = 1; month <= 3; month++) {
            var details =
                    "'status':'approved','external_reference':'ASSIN','point_of_interaction':"
                            + "{'transaction_data':{'subscription_id':'S',"
                            + "'subscription_sequence':{'number':"
                            + month
                            + "}}}";
            events.addAll(Answers.payment("" + month, body("" + month, details)));
        }

        assertThat(Retold.of(events).ids()).containsExactly("S/1", "S/2", "S/3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "'external_reference':'COB',", "'authorized_payment_id':77,"})
    void anInvoiceAndItsPaymentsAreOneCharge(String tie) {
        var events = new ArrayList<Event>();
        var refused = "'status':'rejected','metadata':{'preapproval_id':'S'}," + tie + "'x':1";
        var paid = "'status':'approved','metadata':{'preapproval_id':'S'}," + tie + "'x':1";
        events.addAll(Answers.payment("41", body("41", refused)));
        events.addAll(Answers.payment("42", body("42", paid)));
        events.addAll(invoice("recycling", "41", "rejected", 1));
        events.addAll(invoice("processed", "42", "approved", 2));

        assertThat(Retold.of(events).ids()).hasSize(1);
        var charge = Retold.of(events).charge(Retold.of(events).ids().getFirst());
        assertThat(charge.payments()).extracting(it -> it.id()).containsExactly("42");
        assertThat(charge.attempts()).extracting(it -> it.id()).containsExactly("41");
        assertThat(charge.canceledOn()).isNull();
        Retold.holdsInAnyOrder(events, 50);
    }

    @Test
    void anInvoiceWhoseRetriesAreUsedUpIsNotPaid() {
        var read = invoice("processed", "44", "rejected", 4);

        assertThat(all(PaymentSucceeded.class, read)).isEmpty();
        assertThat(all(PaymentFailed.class, read)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"authorized,ACTIVE", "paused,PAUSED", "cancelled,ACTIVE"})
    void aSubscriptionIsWhatItsPreapprovalSays(String status, Status ours) {
        var read = preapproval(status, "2026-05-20T16:05:00.000-03:00");

        assertThat(all(SubscriptionTold.class, read))
                .singleElement()
                .matches(it -> it.status().equals(Member.of(ours)))
                .matches(it -> it.interval().equals(Member.of(Interval.MONTH)))
                .matches(it -> it.intervalCount().equals(Member.of(3)));
        assertThat(all(SubscriptionCanceled.class, read))
                .hasSize(status.equals("cancelled") ? 1 : 0);
    }

    @Test
    void whatThePayerHasNotAuthorizedNeverBegan() {
        assertThat(all(SubscriptionTold.class, preapproval("pending", "2026-03-01T10:00:00Z")))
                .isEmpty();
    }

    @Test
    void aTrialLastsUntilTheFirstChangeBehindItsEnd() {
        var during = preapproval("authorized", "2026-03-05T10:00:00Z");
        var after = preapproval("authorized", "2026-03-09T10:00:00Z");

        assertThat(all(SubscriptionTold.class, during).getFirst().status())
                .isEqualTo(Member.of(Status.TRIALING));
        assertThat(all(SubscriptionTold.class, after).getFirst().status())
                .isEqualTo(Member.of(Status.ACTIVE));
    }

    @Test
    void aMerchantOrderNamesItsPayments() {
        var body = "{'id':7,'status':'closed','payments':[{'id':31},{'id':32}]}".replace('\'', '"');

        assertThat(events(answer("merchant_order", "7", body)).lookups())
                .extracting(lookup -> lookup.resource().id())
                .containsExactly("31", "32");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'id':2,'status':'approved','transaction_amount':1}",
                "{'id':1,'transaction_amount':1}",
                "{'id':1,'status':'approved'}",
                "{'id':1,'status':'approved','transaction_amount':1.001}",
                "{'id':1,'status':'approved','transaction_amount':-1}",
                "{'id':1,'status':'approved','transaction_amount':1,'currency_id':'XXZ'}",
                "{'message':'not found'}",
                "[]",
                ""
            })
    void anAnswerThatLiesOrLacksIsUnreadable(String body) {
        assertThat(answer("payment", "1", body.replace('\'', '"')))
                .isInstanceOf(Reading.Unreadable.class);
    }

    @Test
    void aSearchAnswersOnlyWhatWasAskedFor() {
        var body = "{'results':[" + body("1", "'status':'approved',%s") + "]}";
        var right = body.formatted("'external_reference':'COB'").replace('\'', '"');
        var wrong = body.formatted("'external_reference':'OTHER'").replace('\'', '"');

        assertThat(Retold.of(events(answer("payments_of_reference", "COB", right)).events()).ids())
                .containsExactly("COB");
        assertThat(answer("payments_of_reference", "COB", wrong))
                .isInstanceOf(Reading.Unreadable.class);
        assertThat(events(answer("payments_of_reference", "COB", "{\"results\":[]}")).events())
                .hasSize(1);
    }

    private static List<Event> payment(String members) {
        return Answers.payment("1", body("1", members));
    }

    private static String body(String id, String members) {
        return "{'id':%s,'transaction_amount':12.34,'date_created':'2026-03-01T10:00:00Z',%s}"
                .formatted(id, members)
                .replace('\'', '"');
    }

    private static List<Event> invoice(String status, String payment, String became, int attempt) {
        var body =
                """
                {'id':77,'preapproval_id':'S','transaction_amount':12.34,'status':'%s',
                'date_created':'2026-04-01T10:00:00Z','last_modified':'2026-04-1%dT10:00:00Z',
                'debit_date':'2026-04-1%dT09:00:00Z','retry_attempt':%d,
                'payment':{'id':%s,'status':'%s'}}
                """
                        .formatted(status, attempt, attempt, attempt, payment, became)
                        .replace('\'', '"');
        return events(answer("authorized_payment", "77", body)).events();
    }

    private static List<Event> preapproval(String status, String modified) {
        var body =
                """
                {'id':'S','payer_id':7,'status':'%s','reason':'Plano','last_modified':'%s',
                'auto_recurring':{'frequency':3,'frequency_type':'months','transaction_amount':9.9,
                'start_date':'2026-03-01T10:00:00Z',
                'free_trial':{'frequency':7,'frequency_type':'days'}}}
                """
                        .formatted(status, modified)
                        .replace('\'', '"');
        return events(answer("preapproval", "S", body)).events();
    }

    private static List<String> ids(List<Event> events) {
        return events.stream().map(Event::id).toList();
    }
}

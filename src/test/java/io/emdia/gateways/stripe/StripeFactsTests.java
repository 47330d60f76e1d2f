package io.emdia.gateways.stripe;

import static io.emdia.gateways.stripe.StripeBodies.facts;
import static io.emdia.gateways.stripe.StripeBodies.only;
import static io.emdia.gateways.stripe.StripeBodies.reason;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.facts.ChargeFact.ChargeCanceled;
import io.emdia.facts.ChargeFact.ChargeImplied;
import io.emdia.facts.ChargeFact.ChargeLinked;
import io.emdia.facts.ChargeFact.DisputeClosed;
import io.emdia.facts.ChargeFact.DisputeOpened;
import io.emdia.facts.ChargeFact.PaymentFailed;
import io.emdia.facts.ChargeFact.PaymentSucceeded;
import io.emdia.facts.ChargeFact.RefundWithdrawn;
import io.emdia.facts.ChargeFact.RefundedInAll;
import io.emdia.facts.FactDate;
import io.emdia.facts.Method;
import io.emdia.gateways.Reading;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;

class StripeFactsTests {

    private static final FactDate TOLD = at(1773422551);

    @Test
    void anIntentIsAChargeOfItsOwnOncePaid() {
        var intent =
                "{'id':'pi_1','amount':500,'amount_received':450,'currency':'brl','created':1,"
                        + "'customer':null,'payment_method_types':['pix']}";

        assertThat(facts("payment_intent.created", intent)).isEmpty();
        assertThat(facts("payment_intent.succeeded", intent))
                .containsExactly(
                        new ChargeImplied("pi_1", null, 450, "BRL", Method.PIX, TOLD),
                        new PaymentSucceeded("pi_1", "pi_1", 450, Method.PIX, TOLD, 0, 0, 0));
        assertThat(facts("payment_intent.canceled", intent))
                .containsExactly(new ChargeCanceled("pi_1", TOLD));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'invoice':'in_1'",
                "'invoice':{'id':'in_1'}",
                "'payment_details':{'order_reference':'in_1'}"
            })
    void anIntentThatNamesItsInvoiceCarriesNoMarks(String naming) {
        var intent =
                "{'id':'pi_1','amount':500,'currency':'brl','created':1,'customer':'cus_1',%s}"
                        .formatted(naming);

        assertThat(facts("payment_intent.processing", intent))
                .containsExactly(new ChargeLinked("pi_1", "in_1", false));
    }

    @Test
    void aChargeBelongsToTheInvoiceItNames() {
        assertThat(facts("charge.updated", charge("'invoice':'in_1','payment_intent':'pi_1'")))
                .containsExactlyInAnyOrder(
                        new ChargeLinked("ch_1", "in_1", false),
                        new ChargeLinked("pi_1", "in_1", false));
    }

    @Test
    void aChargeThatIsOnlyAuthorizedIsNotPaid() {
        var authorized = charge("'captured':false,'payment_intent':null");

        assertThat(facts("charge.succeeded", authorized)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "card,credit,CREDIT_CARD",
        "card,debit,DEBIT_CARD",
        "boleto,x,BOLETO",
        "pix,x,PIX",
        "link,x,WALLET",
        "sepa_debit,x,BANK_TRANSFER",
        "unheard_of,x,UNKNOWN"
    })
    void aChargeSaysHowItWasPaid(String type, String funding, Method method) {
        var details = "{'type':'%1$s','%1$s':{'funding':'%2$s'}}".formatted(type, funding);
        var charge = charge("'captured':true,'payment_method_details':" + details);

        assertThat(only(PaymentSucceeded.class, facts("charge.succeeded", charge)).method())
                .isEqualTo(method);
    }

    @Test
    void aFailedChargeSaysWhy() {
        var charge = charge("'failure_code':'card_declined','outcome':{'reason':'fraudulent'}");

        assertThat(only(PaymentFailed.class, facts("charge.failed", charge)).code())
                .isEqualTo("fraudulent");
    }

    @Test
    void refundObjectsTellNoMoneyAgain() {
        var refund =
                "{'id':'re_1','amount':100,'currency':'brl','charge':'ch_1',"
                        + "'payment_intent':'pi_1','status':'%s'}";

        assertThat(facts("refund.created", refund.formatted("succeeded")))
                .containsExactly(new ChargeLinked("ch_1", "pi_1", false));
        assertThat(facts("refund.failed", refund.formatted("failed")))
                .contains(new RefundWithdrawn("ch_1", "re_1", 100, TOLD))
                .noneMatch(fact -> fact instanceof RefundedInAll);
    }

    @ParameterizedTest
    @CsvSource({"won,true", "lost,false"})
    void aDisputeIsWonOrLost(String status, boolean won) {
        var facts = facts("charge.dispute.closed", dispute(status));

        assertThat(only(DisputeClosed.class, facts))
                .isEqualTo(new DisputeClosed("ch_1", "du_1", won, TOLD));
        assertThat(only(DisputeOpened.class, facts).openedOn()).isEqualTo(at(1773000000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "warning_needs_response",
                "warning_under_review",
                "warning_closed",
                "prevented"
            })
    void anInquiryMovesNoMoney(String status) {
        assertThat(facts("charge.dispute.created", dispute(status))).isEmpty();
        assertThat(facts("charge.dispute.closed", dispute(status))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"jpy,500,500", "kwd,500,500", "isk,500,5", "ugx,500,5", "mga,5,500"})
    void amountsAreMinorUnitsOfTheCurrency(String currency, long theirs, long ours) {
        var charge = charge("'captured':true").replace("brl", currency).replace("500", "" + theirs);

        assertThat(only(PaymentSucceeded.class, facts("charge.succeeded", charge)).amount())
                .isEqualTo(ours);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "invoice.paid|{'id':'in_1','status':'paid'}|data.object.amount_due",
                "invoice.paid|{'id':'in_1'}|data.object.status",
                "invoice.paid|7|data.object",
                "charge.succeeded|{'id':'ch_1','amount':-1,'currency':'brl'}|data.object.amount",
                "charge.succeeded|{'id':'ch_1','amount':1,'currency':'zzz'}|data.object.currency",
                "charge.succeeded|{'id':'ch_1','amount':1,'currency':'isk'}|data.object.amount",
                "charge.dispute.created|{'id':'du_1','amount':1,'currency':'brl','status':'lost'}|"
                        + "data.object.charge",
                "customer.subscription.updated|{'id':'s','status':'active'}|data.object.items"
            })
    void whatAnObjectMustHoldIsNamed(String type, String object, String member) {
        assertThat(reason(type, object)).startsWith(member + " ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"invoice.upcoming", "checkout.session.completed", "brand.new"})
    void otherTypesAreEventsWithoutFacts(String type) {
        assertThat(facts(type, "{}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"id\":\"evt_1\",\"object\":\"list\"}",
                "{\"id\":\"evt_1\"}"
            })
    void whatIsNoEventIsUnreadable(String body) {
        assertThat(StripeBodies.reading(body.getBytes(UTF_8)))
                .isInstanceOf(Reading.Unreadable.class);
    }

    private static String charge(String more) {
        return "{'id':'ch_1','amount':500,'currency':'brl','created':1773000000,%s}"
                .formatted(more);
    }

    private static String dispute(String status) {
        return "{'id':'du_1','amount':100,'currency':'brl','charge':'ch_1',"
                + "'created':1773000000,'status':'"
                + status
                + "'}";
    }

    private static FactDate at(long second) {
        return new FactDate.At(Instant.ofEpochSecond(second));
    }
}

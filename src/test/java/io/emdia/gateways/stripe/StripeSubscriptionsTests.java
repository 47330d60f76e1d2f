package io.emdia.gateways.stripe;

import static io.emdia.gateways.stripe.StripeBodies.facts;
import static io.emdia.gateways.stripe.StripeBodies.only;
import static io.emdia.gateways.stripe.StripeBodies.reason;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.facts.CustomerFact.CustomerTold;
import io.emdia.facts.FactDate;
import io.emdia.facts.Member;
import io.emdia.facts.SubscriptionFact.CancelReason;
import io.emdia.facts.SubscriptionFact.Interval;
import io.emdia.facts.SubscriptionFact.Status;
import io.emdia.facts.SubscriptionFact.SubscriptionCanceled;
import io.emdia.facts.SubscriptionFact.SubscriptionTold;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;

class StripeSubscriptionsTests {

    @Test
    void aSubscriptionCostsWhatItsItemsCost() {
        var told =
                only(
                        SubscriptionTold.class,
                        facts(
                                "customer.subscription.updated",
                                subscription(
                                        "trialing",
                                        item("'unit_amount':1000", "'quantity':3")
                                                + ","
                                                + item(
                                                        "'unit_amount':null,'unit_amount_decimal':'0.5'",
                                                        "'quantity':3"))));

        assertThat(told.amount()).isEqualTo(Member.of(3002L)); // 3001.5, half up
        assertThat(told.interval()).isEqualTo(Member.of(Interval.YEAR));
        assertThat(told.intervalCount()).isEqualTo(Member.of(2));
        assertThat(told.status()).isEqualTo(Member.of(Status.TRIALING));
    }

    @ParameterizedTest
    @ValueSource(strings = {"incomplete", "incomplete_expired"})
    void aSubscriptionThatWasNeverPaidNeverBegan(String status) {
        var subscription = subscription(status, item("'unit_amount':1", "'quantity':1"));

        assertThat(facts("customer.subscription.created", subscription)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "payment_failed,NOT_PAID",
        "cancellation_requested,CUSTOMER_REQUEST",
        "payment_disputed,FRAUD",
        "something_new,OTHER"
    })
    void aSubscriptionEndsForAReason(String reason, CancelReason ours) {
        var subscription =
                "{'id':'sub_1','status':'canceled','ended_at':1773000000,"
                        + "'cancellation_details':{'reason':'"
                        + reason
                        + "'}}";

        assertThat(facts("customer.subscription.deleted", subscription))
                .containsExactly(new SubscriptionCanceled("sub_1", at(1773000000), ours));
    }

    @Test
    void aCustomerSaysWhoItIs() {
        assertThat(facts("customer.updated", "{'id':'cus_1','name':'Ana','email':null}"))
                .containsExactly(
                        new CustomerTold(
                                "cus_1",
                                Member.of("Ana"),
                                Member.cleared(),
                                Member.missing(),
                                Member.missing()));
    }

    private static String subscription(String status, String items) {
        return "{'id':'sub_1','customer':'cus_1','currency':'brl','start_date':1773000000,"
                + "'status':'%s','items':{'data':[%s]}}".formatted(status, items);
    }

    private static String item(String price, String quantity) {
        return "{'price':{'id':'price_1','recurring':{'interval':'year','interval_count':2},%s},%s}"
                .formatted(price, quantity);
    }

    private static FactDate at(long second) {
        return new FactDate.At(Instant.ofEpochSecond(second));
    }
}

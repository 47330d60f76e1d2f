package io.emdia.gateways.asaas;

import static io.emdia.gateways.asaas.AsaasBodies.facts;
import static io.emdia.gateways.asaas.AsaasBodies.only;
import static io.emdia.gateways.asaas.AsaasBodies.reading;
import static io.emdia.gateways.asaas.AsaasBodies.subscription;
import static io.emdia.gateways.asaas.AsaasBodies.with;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.facts.FactDate;
import io.emdia.facts.Member;
import io.emdia.facts.SubscriptionFact.Interval;
import io.emdia.facts.SubscriptionFact.Status;
import io.emdia.facts.SubscriptionFact.SubscriptionCanceled;
import io.emdia.facts.SubscriptionFact.SubscriptionTold;
import io.emdia.gateways.Reading;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.LocalDate;

class AsaasSubscriptionsTests {

    private static final String AT = "2026-03-14 10:00:00";

    @ParameterizedTest
    @CsvSource({
        "WEEKLY,WEEK,1",
        "BIWEEKLY,WEEK,2",
        "MONTHLY,MONTH,1",
        "BIMONTHLY,MONTH,2",
        "QUARTERLY,QUARTER,1",
        "SEMIANNUALLY,MONTH,6",
        "YEARLY,YEAR,1"
    })
    void aCycleIsAnInterval(String cycle, Interval interval, int count) {
        var facts = facts(subscription("SUBSCRIPTION_UPDATED", AT, with("cycle", cycle)));

        assertThat(only(SubscriptionTold.class, facts))
                .isEqualTo(
                        new SubscriptionTold(
                                "sub_demo7301assin01",
                                Member.of("cus_000007301001"),
                                Member.missing(),
                                Member.of(14990L),
                                Member.of("BRL"),
                                Member.of(interval),
                                Member.of(count),
                                Member.of(Status.ACTIVE),
                                Member.of(on("2026-03-01"))));
    }

    @Test
    void anInactiveSubscriptionIsPausedAndAnExpiredOneIsOver() {
        var paused =
                facts(subscription("SUBSCRIPTION_INACTIVATED", AT, with("status", "INACTIVE")));
        var expired =
                facts(
                        subscription(
                                "SUBSCRIPTION_UPDATED",
                                AT,
                                with("status", "EXPIRED").andThen(with("endDate", "12/03/2026"))));

        assertThat(only(SubscriptionTold.class, paused).status())
                .isEqualTo(Member.of(Status.PAUSED));
        assertThat(paused).hasSize(1);
        assertThat(only(SubscriptionCanceled.class, expired).endsOn()).isEqualTo(on("2026-03-12"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PAYMENT_BANK_SLIP_VIEWED",
                "PAYMENT_SPLIT_CANCELLED",
                "SUBSCRIPTION_SPLIT_DIVERGENCE_BLOCK",
                "PIX_AUTOMATIC_RECURRING_AUTHORIZATION_ACTIVATED",
                "INVOICE_CREATED",
                "TRANSFER_DONE",
                "SOMETHING_NEW"
            })
    void whatMovesNoMoneyIsAnEventWithoutFacts(String type) {
        assertThat(facts("{\"event\":\"%s\"}".formatted(type).getBytes(UTF_8))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|event must",
                "{'event':'PAYMENT_CREATED'}|dateCreated must",
                "{'event':'PAYMENT_CREATED','dateCreated':'2026-03-01 10:00:00'}|payment must",
                "{'event':'PAYMENT_CREATED','dateCreated':'2026-03-01 10:00:00',"
                        + "'payment':{'id':'p'}}|payment.value must",
                "{'event':'PAYMENT_CREATED','dateCreated':'2026-03-01 10:00:00',"
                        + "'payment':{'id':'p','value':1.001}}|payment.value must",
                "{'event':'SUBSCRIPTION_UPDATED','dateCreated':'2026-03-01 10:00:00',"
                        + "'subscription':{'id':'s','cycle':'DAILY'}}|subscription.cycle must"
            })
    void whatABodyMustHoldIsNamed(String body, String reason) {
        var reading = reading(body.replace('\'', '"').getBytes(UTF_8));

        assertThat(reading).isInstanceOf(Reading.Unreadable.class);
        assertThat(((Reading.Unreadable) reading).reason()).startsWith(reason);
    }

    private static FactDate on(String day) {
        return new FactDate.OnDay(LocalDate.parse(day));
    }
}

package io.emdia.gateways.pagarme;

import static io.emdia.gateways.pagarme.PagarmeBodies.facts;
import static io.emdia.gateways.pagarme.PagarmeBodies.only;
import static io.emdia.gateways.pagarme.PagarmeBodies.sample;

import static org.assertj.core.api.Assertions.assertThat;

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

import java.time.Instant;

class PagarmeSubscriptionTests {

    private static final String DATA =
            "{'id':'sub_1','status':'%s','interval':'%s','interval_count':%d,"
                    + "'created_at':'2026-03-01T13:00:00Z','updated_at':'2026-05-20T19:05:00Z',"
                    + "'customer':{'id':'cus_1'}%s}";

    @Test
    void aSubscriptionCostsWhatItsItemsCost() {
        assertThat(only(SubscriptionTold.class, sample("subscription-created").facts()))
                .isEqualTo(
                        new SubscriptionTold(
                                "sub_dEmo7301Assin001",
                                Member.of("cus_dEmo7301Marina01"),
                                Member.of("plan_dEmo7301Essenc"),
                                Member.of(14990L),
                                Member.of("BRL"),
                                Member.of(Interval.MONTH),
                                Member.of(1),
                                Member.of(Status.ACTIVE),
                                Member.of(at("2026-03-01T13:00:00Z"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'quantity':2,'pricing_scheme':{'price':500}} | 1000",
                "{'pricing_scheme':{'price':500}},{'pricing_scheme':{'price':1}} | 501",
                "{'status':'deleted','pricing_scheme':{'price':500}} | 0",
                "{'pricing_scheme':{'scheme_type':'tier','price_brackets':[]}} | 0",
                "{'name':'free'} | 0"
            })
    void itemsAreSummed(String items, long amount) {
        var data = DATA.formatted("active", "year", 2, ",'items':[" + items + "]");

        assertThat(only(SubscriptionTold.class, facts("subscription.updated", data)))
                .returns(Member.of(amount), SubscriptionTold::amount)
                .returns(Member.of(Interval.YEAR), SubscriptionTold::interval)
                .returns(Member.of(2), SubscriptionTold::intervalCount);
    }

    @Test
    void withoutItemsTheAmountIsItsOwn() {
        var data = DATA.formatted("future", "week", 1, ",'amount':700");

        assertThat(only(SubscriptionTold.class, facts("subscription.created", data)).amount())
                .isEqualTo(Member.of(700L));
    }

    @Test
    void itEndsWhenItIsCanceled() {
        assertThat(only(SubscriptionCanceled.class, sample("subscription-canceled").facts()))
                .isEqualTo(
                        new SubscriptionCanceled(
                                "sub_dEmo7301Assin001", at("2026-05-20T19:05:00Z"), null));
        assertThat(facts("subscription.updated", DATA.formatted("expired", "day", 1, "")))
                .contains(
                        new SubscriptionCanceled(
                                "sub_1", at("2026-05-20T19:05:00Z"), CancelReason.OTHER));
    }

    private static FactDate at(String instant) {
        return new FactDate.At(Instant.parse(instant));
    }
}

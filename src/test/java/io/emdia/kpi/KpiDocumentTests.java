package io.emdia.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.time.LocalDate;

/** The worked example, and how a document is written. */
class KpiDocumentTests {

    private static final String JUNE_FIGURES =
            """
            {"merchant": "acme", "currency": "BRL", "as_of": "2025-06-30",
             "window": {"start": "2025-06-01", "end": "2025-06-30"},
             "version": 1842, "computed_at": "2025-06-30T21:00:00.123Z",
             "freshness": {"last_delivery_at": null, "lag_records": 0},
             "delinquency": {
               "rate": 0.421687, "rate_by_count": 0.333333,
               "book_rate": 0.588235, "book_rate_by_count": 0.666667,
               "book_rate_over_30": 0.294118, "book_rate_over_60": 0.252101,
               "book_rate_over_90": 0.000000,
               "overdue_amount": 70000, "overdue_charges": 4,
               "doubtful_amount": 0, "doubtful_charges": 0,
               "receivable_amount": 119000, "receivable_charges": 6,
               "delinquent_customers": 3, "customers": 6,
               "delinquent_customers_rate": 0.500000},
             "aging": [
               {"bucket": "not_due", "amount": 49000, "charges": 2},
               {"bucket": "1-30", "amount": 35000, "charges": 2},
               {"bucket": "31-60", "amount": 5000, "charges": 1},
               {"bucket": "61-90", "amount": 30000, "charges": 1},
               {"bucket": "91-180", "amount": 0, "charges": 0},
               {"bucket": "181-365", "amount": 0, "charges": 0},
               {"bucket": ">365", "amount": 0, "charges": 0}],
             "collection": {
               "average_days_from_due": 2.541667,
               "average_days_late": 3.541667,
               "average_days_from_issue": 12.541667,
               "median_days_from_due": 0,
               "dso_days": 35.000000, "best_possible_dso_days": 14.411765,
               "effectiveness_index": 0.380531,
               "received_amount": 48000, "issued_amount": 102000},
             "recovery": {
               "recovered_amount": 22000, "fell_overdue_amount": 57000,
               "rate": 0.385965},
             "attempts": {
               "first_attempt_success_rate": 0.500000, "decline_rate": 0.333333,
               "declines_by_code": [{"code": "51", "count": 1}]},
             "reversals": {
               "refunded_amount": 2000, "refund_rate": 0.041667,
               "disputed_amount": 5000, "dispute_rate": 0.500000},
             "payment_mix": [
               {"method": "pix", "amount": 25000, "share": 0.520833},
               {"method": "boleto", "amount": 12000, "share": 0.250000},
               {"method": "credit_card", "amount": 11000,
                "share": 0.229167}],
             "revenue": {
               "mrr": 34500, "arr": 414000,
               "movements": {
                 "new": 9000, "expansion": 4000, "contraction": 2500, "churn": 14000,
                 "reactivation": 4000},
               "net_retention": 0.602941, "gross_retention": 0.514706},
             "churn": {
               "customer_rate": 0.500000, "voluntary_rate": 0.250000,
               "involuntary_rate": 0.250000},
             "subscriptions": {
               "trialing": 0, "active": 5, "past_due": 0, "paused": 0, "canceled": 3}}
            """;

    private static final LocalDate JUNE = LocalDate.of(2025, 6, 1);
    private static final LocalDate AS_OF = LocalDate.of(2025, 6, 30);
    private static final Instant NOW = Instant.parse("2025-06-30T21:00:00.123Z");

    private final JsonMapper json = new JsonMapper();

    @Test
    void theWorkedExampleGivesItsFigures() {
        assertThat(written(new Scope("BRL", AS_OF, JUNE, AS_OF, null, 3)))
                .isEqualTo(json.readTree(JUNE_FIGURES));
    }

    @Test
    void everyMemberIsWrittenWhenThereIsNothingToSay() {
        var nothing = new Scope("USD", AS_OF, JUNE, AS_OF, null, 3);

        var document = written(nothing);

        assertThat(document.at("/delinquency/rate").isNull()).isTrue();
        assertThat(document.at("/delinquency/customers").intValue()).isZero();
        assertThat(document.at("/collection/median_days_from_due").isNull()).isTrue();
        assertThat(document.at("/collection/effectiveness_index").isNull()).isTrue();
        assertThat(document.at("/recovery/rate").isNull()).isTrue();
        assertThat(document.at("/aging").size()).isEqualTo(7);
        assertThat(document.at("/payment_mix").isEmpty()).isTrue();
        assertThat(document.at("/revenue/mrr").longValue()).isZero();
        assertThat(document.at("/revenue/movements").size()).isEqualTo(5);
        assertThat(document.at("/revenue/net_retention").isNull()).isTrue();
        assertThat(document.at("/churn/customer_rate").isNull()).isTrue();
        assertThat(document.at("/subscriptions/canceled").longValue()).isZero();
    }

    private JsonNode written(Scope scope) {
        var book = new ChargeBook();
        var cells = new CellsInMemory();
        cells.move(book.put(FixtureA.charges(), FixtureB.subscriptions()));
        var figures = new Figures(cells.sums(scope), scope);
        var document =
                new KpiDocument(
                        "acme",
                        scope.currency(),
                        scope.asOf(),
                        new KpiDocument.Window(scope.start(), scope.end()),
                        1842,
                        NOW,
                        new KpiDocument.Freshness(null, 0),
                        figures.delinquency(),
                        figures.aging(),
                        figures.collection(),
                        figures.recovery(),
                        figures.attempts(),
                        figures.reversals(),
                        figures.paymentMix(),
                        figures.revenue(),
                        figures.churn(),
                        figures.subscriptions());
        return json.readTree(json.writeValueAsString(document));
    }
}

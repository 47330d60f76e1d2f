package io.emdia.operations;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.emdia.kpi.KpiDocument;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.List;

/**
 * What a replay would change.
 *
 * @param matched deliveries that fit the filter
 * @param deliveries of them that were rehearsed: as many as one replay takes
 * @param readable of those; the others would stay
 * @param charges that would come out different
 * @param figures one for each currency of these charges, else for the merchant's own
 */
record PreviewAnswer(
        long matched,
        int deliveries,
        int readable,
        List<Unreadable> unreadable,
        int charges,
        List<Figures> figures,
        long remaining,
        @Nullable String nextCursor) {

    record Unreadable(String id, String reason) {}

    /** The headline figures of the default window before and after. */
    record Figures(String currency, Headline before, Headline after) {

        static Figures of(KpiDocument before, KpiDocument after) {
            return new Figures(before.currency(), Headline.of(before), Headline.of(after));
        }
    }

    /** Some members of the KPI document, where they stand there. */
    record Headline(Delinquency delinquency, Collection collection, Recovery recovery) {

        static Headline of(KpiDocument document) {
            var open = document.delinquency();
            var received = document.collection();
            return new Headline(
                    new Delinquency(
                            open.rate(),
                            open.overdueAmount(),
                            open.receivableAmount(),
                            open.delinquentCustomers()),
                    new Collection(received.receivedAmount(), received.averageDaysLate()),
                    new Recovery(document.recovery().recoveredAmount()));
        }
    }

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Delinquency(
            @Nullable BigDecimal rate,
            long overdueAmount,
            long receivableAmount,
            long delinquentCustomers) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Collection(long receivedAmount, @Nullable BigDecimal averageDaysLate) {}

    record Recovery(long recoveredAmount) {}
}

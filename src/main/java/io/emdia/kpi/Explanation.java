package io.emdia.kpi;

import static java.time.temporal.ChronoUnit.DAYS;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

import io.emdia.ledger.Charge;
import io.emdia.ledger.ChargeStatus;
import io.emdia.ledger.Subscription;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;

/**
 * A figure and what it consists of. The numerators of all items, over all pages, add up to the
 * figure's, and so do the denominators; what adds nothing to either is left out. Of a median, the
 * numerator is what was received up to it and the denominator all that was received.
 *
 * @param version of the merchant's figures; pages of one version fit together
 * @param value as in the document
 * @param denominator null for amounts and counts
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
record Explanation(
        String metric,
        String currency,
        LocalDate asOf,
        KpiDocument.Window window,
        long version,
        @Nullable Number value,
        BigInteger numerator,
        @Nullable BigInteger denominator,
        List<Item> items,
        @Nullable String nextCursor) {

    /**
     * @param kind {@code charge}, {@code customer} or {@code subscription}
     * @param id within its connection
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Item(
            String kind,
            String id,
            BigInteger numerator,
            @Nullable BigInteger denominator,
            @JsonUnwrapped Detail detail) {

        static Item of(Rank rank, Detail detail) {
            var adds = rank.adds();
            return new Item(detail.kind(), rank.id(), adds.numerator(), adds.denominator(), detail);
        }
    }

    /** What a person wants to know of an item; its members stand beside the item's own. */
    sealed interface Detail {

        String kind();
    }

    /**
     * @param openAmount at {@code as_of}, as are the status and the days overdue
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record OfCharge(
            String connectionId,
            @Nullable String customerId,
            @Nullable String subscriptionId,
            String method,
            long amount,
            LocalDate issuedOn,
            @Nullable LocalDate dueOn,
            LocalDate effectiveDueOn,
            String status,
            long openAmount,
            long daysOverdue)
            implements Detail {

        static OfCharge of(Charge charge, LocalDate asOf) {
            var open = charge.openAmount(asOf);
            var late = DAYS.between(charge.effectiveDueOn(), asOf);
            return new OfCharge(
                    charge.key().connectionId(),
                    charge.customerId(),
                    charge.subscriptionId(),
                    charge.method().code(),
                    charge.amount(),
                    charge.issuedOn(),
                    charge.dueOn(),
                    charge.effectiveDueOn(),
                    ChargeStatus.of(charge, asOf).code(),
                    open,
                    open > 0 ? Math.max(0, late) : 0);
        }

        @Override
        public String kind() {
            return "charge";
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record OfCustomer(String connectionId, String customerId) implements Detail {
        @Override
        public String kind() {
            return "customer";
        }
    }

    /**
     * @param customerId at {@code as_of}
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record OfSubscription(
            String connectionId, String customerId, LocalDate startedOn, @Nullable LocalDate endsOn)
            implements Detail {

        static OfSubscription of(Subscription subscription, LocalDate asOf) {
            return new OfSubscription(
                    subscription.key().connectionId(),
                    subscription.version(asOf).customerId(),
                    subscription.startedOn(),
                    subscription.endsOn());
        }

        @Override
        public String kind() {
            return "subscription";
        }
    }
}

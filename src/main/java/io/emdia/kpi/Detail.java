package io.emdia.kpi;

import static java.time.temporal.ChronoUnit.DAYS;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.emdia.ledger.Charge;
import io.emdia.ledger.ChargeStatus;
import io.emdia.ledger.Subscription;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** What a person wants to know of an item; its members stand beside the item's own. */
sealed interface Detail {

    String kind();

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

    /**
     * An event that was recorded since.
     *
     * @param type the gateway's own name of its kind
     * @param timestamp when what it tells happened
     * @param chargeIds the first charges it tells of, as it names them
     * @param subscriptionIds the same of subscriptions
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record OfEvent(
            String connectionId,
            String type,
            Instant timestamp,
            Instant recordedAt,
            List<String> chargeIds,
            List<String> subscriptionIds)
            implements Detail {

        static OfEvent of(Happening event) {
            return new OfEvent(
                    event.connectionId(),
                    event.type(),
                    event.timestamp(),
                    event.recordedAt(),
                    event.charges(),
                    event.subscriptions());
        }

        @Override
        public String kind() {
            return "event";
        }
    }

    /** Days that went by, with the facts as they were. */
    @JsonNaming(SnakeCaseStrategy.class)
    record OfTime(LocalDate from, LocalDate to) implements Detail {
        @Override
        public String kind() {
            return "time_passed";
        }
    }
}

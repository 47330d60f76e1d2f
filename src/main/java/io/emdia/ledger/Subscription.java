package io.emdia.ledger;

import io.emdia.facts.Ids;
import io.emdia.facts.SubscriptionFact.CancelReason;
import io.emdia.facts.SubscriptionFact.Interval;
import io.emdia.facts.SubscriptionFact.Status;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A subscription as its facts make it. Currency and start are the newest ones; what it costs and
 * whether it runs takes effect by day.
 *
 * @param awaitsPayment carries no revenue before the first payment of a charge that names it
 * @param versions from the oldest to the newest, never empty
 * @param endsOn from this day itself on it is canceled; null also when a newer upsert withdrew that
 */
public record Subscription(
        SubscriptionKey key,
        String currency,
        LocalDate startedOn,
        @Nullable LocalDate endsOn,
        @Nullable CancelReason reason,
        boolean awaitsPayment,
        List<Version> versions) {

    /**
     * @param from the day of the event that told it
     * @param amount minor units for {@code intervalCount} intervals
     */
    public record Version(
            LocalDate from,
            String customerId,
            @Nullable String plan,
            long amount,
            Interval interval,
            int intervalCount,
            Status status) {}

    /** Names a subscription within a connection. */
    public record SubscriptionKey(String merchantId, String connectionId, String subscriptionId)
            implements Comparable<SubscriptionKey> {

        private static final Comparator<SubscriptionKey> ORDER =
                Comparator.comparing(SubscriptionKey::merchantId, Ids.BY_BYTES)
                        .thenComparing(SubscriptionKey::connectionId, Ids.BY_BYTES)
                        .thenComparing(SubscriptionKey::subscriptionId, Ids.BY_BYTES);

        @Override
        public int compareTo(SubscriptionKey other) {
            return ORDER.compare(this, other);
        }
    }

    public boolean exists(LocalDate day) {
        return !startedOn.isAfter(day);
    }

    public boolean isCanceled(LocalDate day) {
        return endsOn != null && !endsOn.isAfter(day);
    }

    /** The newest version told by then, else the oldest. */
    public Version version(LocalDate day) {
        return told(day).orElse(versions.getFirst());
    }

    private Optional<Version> told(LocalDate day) {
        return versions.reversed().stream()
                .filter(version -> !version.from().isAfter(day))
                .findFirst();
    }
}

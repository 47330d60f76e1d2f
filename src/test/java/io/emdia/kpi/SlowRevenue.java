package io.emdia.kpi;

import io.emdia.facts.SubscriptionFact.CancelReason;
import io.emdia.facts.SubscriptionFact.Status;
import io.emdia.kpi.KpiDocument.Churn;
import io.emdia.kpi.KpiDocument.Movements;
import io.emdia.kpi.KpiDocument.Revenue;
import io.emdia.kpi.KpiDocument.Subscriptions;
import io.emdia.ledger.Charge;
import io.emdia.ledger.Subscription;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Recurring revenue by the letter of the contract: every customer is asked at the end of every day
 * what it pays then, as a whole number of parts so small that all amounts have whole numbers of
 * them. Nothing is shared with the product but the shape of the answer.
 */
final class SlowRevenue {

    private final List<Subscription> subscriptions;
    private final List<Charge> charges;
    private final LocalDate asOf;
    private final LocalDate start;
    private final LocalDate end;
    private final BigInteger parts;

    private SlowRevenue(
            List<Subscription> subscriptions,
            List<Charge> charges,
            LocalDate asOf,
            LocalDate start,
            LocalDate end) {
        this.subscriptions = subscriptions;
        this.charges = charges;
        this.asOf = asOf;
        this.start = start;
        this.end = end.isAfter(asOf) ? asOf : end;
        this.parts =
                subscriptions.stream()
                        .flatMap(one -> one.versions().stream())
                        .map(Subscription.Version::intervalCount)
                        .distinct()
                        .map(BigInteger::valueOf)
                        .reduce(BigInteger.valueOf(12), BigInteger::multiply);
    }

    /**
     * @param charges all of them: those of any currency and method may be overdue
     */
    static SlowRevenue of(
            List<Subscription> subscriptions,
            List<Charge> charges,
            String currency,
            LocalDate asOf,
            LocalDate start,
            LocalDate end) {
        var asked = subscriptions.stream().filter(one -> one.currency().equals(currency)).toList();
        return new SlowRevenue(asked, charges, asOf, start, end);
    }

    Revenue revenue() {
        var all = sum(customers(), asOf);
        var before = sum(customers(), start.minusDays(1));
        var had = paying(start.minusDays(1));
        var least = BigInteger.ZERO;
        for (var customer : had) {
            least = least.add(paid(customer, start.minusDays(1)).min(paid(customer, end)));
        }
        return new Revenue(
                rounded(all),
                rounded(all.multiply(BigInteger.valueOf(12))),
                new Movements(
                        moved("new"),
                        moved("expansion"),
                        moved("contraction"),
                        moved("churn"),
                        moved("reactivation")),
                ratio(sum(had, end), before),
                ratio(least, before));
    }

    private long moved(String name) {
        var total = BigInteger.ZERO;
        for (var customer : customers()) {
            for (var day = start; !day.isAfter(end); day = day.plusDays(1)) {
                var before = paid(customer, day.minusDays(1));
                var after = paid(customer, day);
                if (!before.equals(after) && name.equals(name(customer, day, before, after))) {
                    total = total.add(after.subtract(before).abs());
                }
            }
        }
        return rounded(total);
    }

    private String name(String customer, LocalDate day, BigInteger before, BigInteger after) {
        if (before.signum() == 0) {
            return hasPaidBefore(customer, day) ? "reactivation" : "new";
        }
        if (after.signum() == 0) {
            return "churn";
        }
        return before.compareTo(after) < 0 ? "expansion" : "contraction";
    }

    private boolean hasPaidBefore(String customer, LocalDate day) {
        var first = subscriptions.stream().map(Subscription::startedOn).min(LocalDate::compareTo);
        for (var ago = first.orElseThrow(); ago.isBefore(day); ago = ago.plusDays(1)) {
            if (paid(customer, ago).signum() > 0) {
                return true;
            }
        }
        return false;
    }

    Churn churn() {
        var had = paying(start.minusDays(1));
        var left = 0;
        var pushed = 0;
        for (var customer : had) {
            var last = lastLoss(customer);
            if (last.isPresent()) {
                left++;
                pushed += wasPushed(customer, last.get()) ? 1 : 0;
            }
        }
        return new Churn(
                SlowFigures.ratio(left, had.size()),
                SlowFigures.ratio(left - pushed, had.size()),
                SlowFigures.ratio(pushed, had.size()));
    }

    private Optional<LocalDate> lastLoss(String customer) {
        for (var day = end; !day.isBefore(start); day = day.minusDays(1)) {
            var had = paid(customer, day.minusDays(1)).signum() > 0;
            if (had && paid(customer, day).signum() == 0) {
                return Optional.of(day);
            }
        }
        return Optional.empty();
    }

    private boolean wasPushed(String customer, LocalDate day) {
        var reasons = List.of(CancelReason.NOT_PAID, CancelReason.NO_CARD, CancelReason.FRAUD);
        return subscriptions.stream()
                .filter(one -> customer(one, day).equals(customer))
                .filter(one -> day.equals(one.endsOn()))
                .map(Subscription::reason)
                .anyMatch(reason -> reason != null && reasons.contains(reason));
    }

    Subscriptions standing() {
        return new Subscriptions(
                count(one -> status(one, asOf) == Status.TRIALING),
                count(one -> status(one, asOf) == Status.ACTIVE && !isLate(one)),
                count(one -> status(one, asOf) == Status.ACTIVE && isLate(one)),
                count(one -> status(one, asOf) == Status.PAUSED),
                subscriptions.stream()
                        .filter(one -> !asOf.isBefore(one.startedOn()) && hasEnded(one, asOf))
                        .count());
    }

    private long count(Predicate<Subscription> holds) {
        return subscriptions.stream()
                .filter(one -> !asOf.isBefore(one.startedOn()) && !hasEnded(one, asOf))
                .filter(holds)
                .count();
    }

    private boolean isLate(Subscription one) {
        return naming(one).stream()
                .anyMatch(
                        charge ->
                                asOf.isAfter(charge.effectiveDueOn())
                                        && SlowFigures.open(charge, asOf) > 0);
    }

    private List<Charge> naming(Subscription one) {
        return charges.stream()
                .filter(charge -> one.key().subscriptionId().equals(charge.subscriptionId()))
                .filter(charge -> one.key().connectionId().equals(charge.key().connectionId()))
                .toList();
    }

    private static boolean hasEnded(Subscription one, LocalDate day) {
        var ends = one.endsOn();
        return ends != null && !day.isBefore(ends);
    }

    private static Subscription.Version at(Subscription one, LocalDate day) {
        var found = one.versions().getFirst();
        for (var version : one.versions()) {
            found = day.isBefore(version.from()) ? found : version;
        }
        return found;
    }

    private static Status status(Subscription one, LocalDate day) {
        return at(one, day).status();
    }

    private static String customer(Subscription one, LocalDate day) {
        return one.key().connectionId() + " " + at(one, day).customerId();
    }

    private List<String> customers() {
        var customers = new TreeSet<String>();
        for (var one : subscriptions) {
            one.versions()
                    .forEach(
                            version ->
                                    customers.add(
                                            one.key().connectionId() + " " + version.customerId()));
        }
        return List.copyOf(customers);
    }

    private List<String> paying(LocalDate day) {
        var paying = new ArrayList<>(customers());
        paying.removeIf(customer -> paid(customer, day).signum() == 0);
        return paying;
    }

    private BigInteger sum(List<String> customers, LocalDate day) {
        return customers.stream()
                .map(customer -> paid(customer, day))
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** In parts of a minor unit a month. */
    private BigInteger paid(String customer, LocalDate day) {
        return subscriptions.stream()
                .filter(one -> !day.isBefore(one.startedOn()) && !hasEnded(one, day))
                .filter(one -> status(one, day) == Status.ACTIVE && hasBegun(one, day))
                .filter(one -> customer(one, day).equals(customer))
                .map(one -> monthly(at(one, day)))
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    private boolean hasBegun(Subscription one, LocalDate day) {
        return !one.awaitsPayment()
                || naming(one).stream()
                        .flatMap(charge -> charge.payments().stream())
                        .anyMatch(payment -> !payment.paidOn().isAfter(day));
    }

    private BigInteger monthly(Subscription.Version version) {
        var timesAYear =
                switch (version.interval()) {
                    case DAY -> 365;
                    case WEEK -> 52;
                    case MONTH -> 12;
                    case QUARTER -> 4;
                    case YEAR -> 1;
                };
        return BigInteger.valueOf(version.amount())
                .multiply(BigInteger.valueOf(timesAYear))
                .multiply(parts)
                .divide(BigInteger.valueOf(12L * version.intervalCount()));
    }

    private long rounded(BigInteger amount) {
        return new BigDecimal(amount)
                .divide(new BigDecimal(parts), 0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    private static @Nullable BigDecimal ratio(BigInteger numerator, BigInteger denominator) {
        return denominator.signum() == 0
                ? null
                : new BigDecimal(numerator)
                        .divide(new BigDecimal(denominator), 6, RoundingMode.HALF_EVEN);
    }
}

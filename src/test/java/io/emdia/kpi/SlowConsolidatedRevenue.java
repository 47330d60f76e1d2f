package io.emdia.kpi;

import io.emdia.facts.SubscriptionFact.CancelReason;
import io.emdia.facts.SubscriptionFact.Status;
import io.emdia.kpi.KpiDocument.Churn;
import io.emdia.kpi.KpiDocument.Movements;
import io.emdia.kpi.KpiDocument.Revenue;
import io.emdia.ledger.Subscription;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/**
 * Recurring revenue of several currencies: every customer is asked at the end of every day what it
 * pays then in each, in parts so small that all amounts are whole numbers of them.
 */
final class SlowConsolidatedRevenue {

    private static final Set<CancelReason> FORCED =
            Set.of(CancelReason.NOT_PAID, CancelReason.NO_CARD, CancelReason.FRAUD);

    private final List<Subscription> subscriptions;
    private final SlowRates rates;
    private final Scope scope;
    private final LocalDate before;
    private final BigInteger parts;
    private final List<Purse> purses;

    /** One customer in one currency. */
    private record Purse(String customer, String currency) {}

    SlowConsolidatedRevenue(List<Subscription> all, SlowRates rates, Scope scope) {
        this.subscriptions = all;
        this.rates = rates;
        this.scope = scope;
        this.before = scope.start().minusDays(1);
        this.parts =
                all.stream()
                        .flatMap(one -> one.versions().stream())
                        .map(version -> BigInteger.valueOf(version.intervalCount()))
                        .distinct()
                        .reduce(BigInteger.valueOf(12), BigInteger::multiply);
        this.purses =
                all.stream()
                        .flatMap(one -> one.versions().stream().map(version -> purse(one, version)))
                        .distinct()
                        .toList();
    }

    private static Purse purse(Subscription one, Subscription.Version version) {
        return new Purse(one.key().connectionId() + " " + version.customerId(), one.currency());
    }

    Revenue revenue() {
        var now = total(scope.asOf());
        return new Revenue(
                rounded(now),
                rounded(now.multiply(BigDecimal.valueOf(12))),
                new Movements(
                        rounded(moved("new")),
                        rounded(moved("expansion")),
                        rounded(moved("contraction")),
                        rounded(moved("churn")),
                        rounded(moved("reactivation"))),
                kept((_, after) -> after),
                kept(BigInteger::min));
    }

    long fx() {
        var gained = moved("new").add(moved("expansion")).add(moved("reactivation"));
        var lost = moved("contraction").add(moved("churn"));
        return rounded(total(scope.end()).subtract(total(before)).subtract(gained).add(lost));
    }

    /** At that day's rates. */
    private BigDecimal total(LocalDate day) {
        return purses.stream()
                .map(purse -> worth(purse, day, paid(purse, day)))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private BigDecimal moved(String name) {
        var moved = BigDecimal.ZERO;
        for (var purse : purses) {
            for (var day = scope.start(); !day.isAfter(scope.end()); day = day.plusDays(1)) {
                var from = paid(purse, day.minusDays(1));
                var to = paid(purse, day);
                if (!from.equals(to) && name.equals(name(purse, day, from, to))) {
                    moved = moved.add(worth(purse, day, to.subtract(from).abs()));
                }
            }
        }
        return moved;
    }

    private String name(Purse purse, LocalDate day, BigInteger from, BigInteger to) {
        if (from.signum() == 0) {
            return hasPaid(purse, day) ? "reactivation" : "new";
        }
        if (to.signum() == 0) {
            return "churn";
        }
        return from.compareTo(to) < 0 ? "expansion" : "contraction";
    }

    private boolean hasPaid(Purse purse, LocalDate until) {
        var first = subscriptions.stream().map(Subscription::startedOn).min(LocalDate::compareTo);
        return first.orElseThrow()
                .datesUntil(until.isBefore(first.get()) ? first.get() : until)
                .anyMatch(day -> paid(purse, day).signum() > 0);
    }

    /** At the rates of the day before the window. */
    private @Nullable BigDecimal kept(BinaryOperator<BigInteger> part) {
        var kept = BigDecimal.ZERO;
        for (var purse : purses) {
            var had = paid(purse, before);
            if (had.signum() > 0) {
                var has = part.apply(had, paid(purse, scope.end()));
                kept = kept.add(worth(purse, before, has));
            }
        }
        var all = total(before);
        return all.signum() == 0 ? null : kept.divide(all, 6, RoundingMode.HALF_EVEN);
    }

    Churn churn() {
        var had =
                purses.stream()
                        .map(Purse::customer)
                        .distinct()
                        .filter(customer -> isPaying(customer, before))
                        .toList();
        var left = had.stream().filter(customer -> lastLoss(customer).isPresent()).toList();
        var pushed = left.stream().filter(this::wasPushed).count();
        return new Churn(
                SlowFigures.ratio(left.size(), had.size()),
                SlowFigures.ratio(left.size() - pushed, had.size()),
                SlowFigures.ratio(pushed, had.size()));
    }

    private boolean isPaying(String customer, LocalDate day) {
        return purses.stream()
                .filter(purse -> purse.customer().equals(customer))
                .anyMatch(purse -> paid(purse, day).signum() > 0);
    }

    private Optional<LocalDate> lastLoss(String customer) {
        return scope.start()
                .datesUntil(scope.end().plusDays(1))
                .filter(day -> isPaying(customer, day.minusDays(1)) && !isPaying(customer, day))
                .max(LocalDate::compareTo);
    }

    private boolean wasPushed(String customer) {
        var day = lastLoss(customer).orElseThrow();
        return subscriptions.stream()
                .filter(one -> day.equals(one.endsOn()))
                .filter(one -> purse(one, at(one, day)).customer().equals(customer))
                .map(Subscription::reason)
                .collect(Collectors.toSet())
                .stream()
                .anyMatch(reason -> reason != null && FORCED.contains(reason));
    }

    /** A month, in parts of a minor unit. */
    private BigInteger paid(Purse purse, LocalDate day) {
        return subscriptions.stream()
                .filter(one -> !day.isBefore(one.startedOn()))
                .filter(one -> one.endsOn() == null || day.isBefore(one.endsOn()))
                .filter(one -> at(one, day).status() == Status.ACTIVE)
                .filter(one -> purse(one, at(one, day)).equals(purse))
                .map(one -> monthly(at(one, day)))
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    private static Subscription.Version at(Subscription one, LocalDate day) {
        var found = one.versions().getFirst();
        for (var version : one.versions()) {
            found = day.isBefore(version.from()) ? found : version;
        }
        return found;
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
        return BigInteger.valueOf(version.amount() * timesAYear)
                .multiply(parts)
                .divide(BigInteger.valueOf(12L * version.intervalCount()));
    }

    private BigDecimal worth(Purse purse, LocalDate day, BigInteger amount) {
        return rates.worth(purse.currency(), day).multiply(new BigDecimal(amount));
    }

    private long rounded(BigDecimal amount) {
        return amount.divide(new BigDecimal(parts), 0, RoundingMode.HALF_UP).longValueExact();
    }
}

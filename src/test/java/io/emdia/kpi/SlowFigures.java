package io.emdia.kpi;

import io.emdia.facts.Method;
import io.emdia.kpi.KpiDocument.AgingBucket;
import io.emdia.kpi.KpiDocument.Collection;
import io.emdia.kpi.KpiDocument.Delinquency;
import io.emdia.kpi.KpiDocument.Recovery;
import io.emdia.ledger.Charge;
import io.emdia.ledger.Subscription;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Every figure by the letter of the contract, straight from charges at one as-of day: no cells, no
 * step functions, nothing shared with the product but the shape of the answer.
 */
final class SlowFigures {

    private final List<Charge> charges;
    private final LocalDate asOf;
    private final LocalDate start;
    private final LocalDate end;
    private final long days;
    private final int patientDays;

    private SlowFigures(
            List<Charge> charges, LocalDate asOf, LocalDate start, LocalDate end, int patientDays) {
        this.charges = charges;
        this.asOf = asOf;
        this.start = start;
        this.end = end.isAfter(asOf) ? asOf : end;
        this.days = ChronoUnit.DAYS.between(start, this.end) + 1;
        this.patientDays = patientDays;
    }

    static Expected of(
            List<Charge> charges,
            List<Subscription> subscriptions,
            String currency,
            @Nullable Method method,
            LocalDate asOf,
            LocalDate start,
            LocalDate end,
            int patientDays) {
        var asked =
                charges.stream()
                        .filter(charge -> charge.currency().equals(currency))
                        .filter(charge -> method == null || charge.method() == method)
                        .toList();
        var slow = new SlowFigures(asked, asOf, start, end, patientDays);
        var revenue = SlowRevenue.of(subscriptions, charges, currency, asOf, start, end);
        return new Expected(
                slow.delinquency(),
                slow.aging(),
                slow.collection(),
                slow.recovery(),
                SlowTries.attempts(asked, start, slow.end),
                SlowTries.reversals(asked, start, slow.end, slow.receipts()),
                SlowMix.of(slow.receipts()),
                revenue.revenue(),
                revenue.churn(),
                revenue.standing());
    }

    private Delinquency delinquency() {
        long principal = 0;
        long owed = 0;
        long owing = 0;
        for (var charge : cohort()) {
            var left = SlowWalk.at(charge, asOf).owed();
            principal += charge.amount();
            owed += left;
            owing += left > 0 ? 1 : 0;
        }
        var delinquent = delinquentCustomers().size();
        var customers = customers().size();
        return new Delinquency(
                ratio(owed, principal),
                ratio(owing, cohort().size()),
                ratio(overdue(0), receivable(asOf)),
                ratio(overdueCharges(), receivableCharges()),
                ratio(overdue(30), receivable(asOf)),
                ratio(overdue(60), receivable(asOf)),
                ratio(overdue(90), receivable(asOf)),
                overdue(0),
                overdueCharges(),
                doubtful().stream().mapToLong(charge -> open(charge, asOf)).sum(),
                doubtful().size(),
                receivable(asOf),
                receivableCharges(),
                delinquent,
                customers,
                ratio(delinquent, customers));
    }

    private List<AgingBucket> aging() {
        return List.of(
                bucket("not_due", late -> late <= 0),
                bucket("1-30", late -> late >= 1 && late <= 30),
                bucket("31-60", late -> late >= 31 && late <= 60),
                bucket("61-90", late -> late >= 61 && late <= 90),
                bucket("91-180", late -> late >= 91 && late <= 180),
                bucket("181-365", late -> late >= 181 && late <= 365),
                bucket(">365", late -> late > 365));
    }

    private AgingBucket bucket(String name, Predicate<Long> holds) {
        var held = charges.stream().filter(charge -> holds.test(daysOverdue(charge))).toList();
        return new AgingBucket(
                name,
                held.stream().mapToLong(charge -> open(charge, asOf)).sum(),
                held.stream().filter(charge -> open(charge, asOf) > 0).count());
    }

    record Receipt(Charge charge, Charge.Payment payment, long cash) {
        long lag() {
            return ChronoUnit.DAYS.between(charge.effectiveDueOn(), payment.paidOn());
        }

        long fromIssue() {
            return ChronoUnit.DAYS.between(charge.issuedOn(), payment.paidOn());
        }
    }

    private List<Receipt> receipts() {
        var receipts = new ArrayList<Receipt>();
        for (var charge : charges) {
            var walk = SlowWalk.at(charge, asOf);
            for (var payment : charge.payments()) {
                if (inWindow(payment.paidOn()) && walk.cash(payment) > 0) {
                    receipts.add(new Receipt(charge, payment, walk.cash(payment)));
                }
            }
        }
        return receipts;
    }

    private Collection collection() {
        long received = 0;
        long fromDue = 0;
        long late = 0;
        long fromIssue = 0;
        for (var receipt : receipts()) {
            received += receipt.cash();
            fromDue += receipt.cash() * receipt.lag();
            late += receipt.lag() > 0 ? receipt.cash() * receipt.lag() : 0;
            fromIssue += receipt.cash() * receipt.fromIssue();
        }
        var lately = issued(asOf.minusDays(days - 1), asOf);
        var index = receivable(start.minusDays(1)) + issued(start, asOf);
        var notDue = receivable(asOf) - overdue(0);
        return new Collection(
                ratio(fromDue, received),
                ratio(late, received),
                ratio(fromIssue, received),
                median(),
                ratio(receivable(asOf) * days, lately),
                ratio(notDue * days, lately),
                ratio(index - receivable(asOf), index - notDue),
                received,
                issued(start, end));
    }

    /** Laid out centavo by centavo it is the last one of the first half. */
    private @Nullable Integer median() {
        var byLag = receipts().stream().sorted(Comparator.comparingLong(Receipt::lag)).toList();
        var half = byLag.stream().mapToLong(Receipt::cash).sum() / 2.0;
        double passed = 0;
        for (var receipt : byLag) {
            passed += receipt.cash();
            if (passed >= half) {
                return (int) receipt.lag();
            }
        }
        return null;
    }

    private Recovery recovery() {
        long fell = 0;
        long back = 0;
        for (var charge : cohort()) {
            var atDue = SlowWalk.at(charge, charge.effectiveDueOn()).owed();
            fell += atDue;
            back += Math.max(0, atDue - SlowWalk.at(charge, asOf).owed());
        }
        var recovered =
                receipts().stream()
                        .filter(receipt -> receipt.lag() > 0)
                        .mapToLong(Receipt::cash)
                        .sum();
        return new Recovery(recovered, fell, ratio(back, fell));
    }

    private List<Charge> cohort() {
        return charges.stream()
                .filter(charge -> inWindow(charge.effectiveDueOn()))
                .filter(charge -> charge.effectiveDueOn().isBefore(asOf))
                .filter(charge -> counts(charge, asOf))
                .toList();
    }

    /** Issued and not canceled. */
    private static boolean counts(Charge charge, LocalDate day) {
        var canceled = charge.canceledOn();
        return charge.issuedOn().compareTo(day) <= 0
                && (canceled == null || canceled.compareTo(day) > 0);
    }

    static long open(Charge charge, LocalDate day) {
        var writtenOff = charge.writtenOffOn();
        var lost = writtenOff != null && writtenOff.compareTo(day) <= 0;
        return counts(charge, day) && !lost ? SlowWalk.at(charge, day).owed() : 0;
    }

    private long daysOverdue(Charge charge) {
        return ChronoUnit.DAYS.between(charge.effectiveDueOn(), asOf);
    }

    private long receivable(LocalDate day) {
        return charges.stream().mapToLong(charge -> open(charge, day)).sum();
    }

    private long receivableCharges() {
        return charges.stream().filter(charge -> open(charge, asOf) > 0).count();
    }

    private long overdue(int moreThanDays) {
        return charges.stream()
                .filter(charge -> daysOverdue(charge) > moreThanDays)
                .mapToLong(charge -> open(charge, asOf))
                .sum();
    }

    private List<Charge> overdue() {
        return charges.stream()
                .filter(charge -> daysOverdue(charge) > 0 && open(charge, asOf) > 0)
                .toList();
    }

    private List<Charge> doubtful() {
        return overdue().stream()
                .filter(Charge::silent)
                .filter(charge -> daysOverdue(charge) > patientDays)
                .toList();
    }

    private long overdueCharges() {
        return overdue().size();
    }

    private long issued(LocalDate from, LocalDate to) {
        return charges.stream()
                .filter(charge -> counts(charge, asOf))
                .filter(charge -> !charge.issuedOn().isBefore(from))
                .filter(charge -> !charge.issuedOn().isAfter(to))
                .mapToLong(Charge::amount)
                .sum();
    }

    private boolean inWindow(LocalDate day) {
        return !day.isBefore(start) && !day.isAfter(end);
    }

    private Set<String> delinquentCustomers() {
        return distinct(overdue());
    }

    private Set<String> customers() {
        return distinct(
                charges.stream()
                        .filter(charge -> counts(charge, asOf))
                        .filter(charge -> !charge.issuedOn().isBefore(asOf.minusDays(364)))
                        .toList());
    }

    private static Set<String> distinct(List<Charge> charges) {
        return charges.stream()
                .filter(charge -> charge.customerId() != null)
                .map(charge -> charge.key().connectionId() + " " + charge.customerId())
                .collect(Collectors.toSet());
    }

    static @Nullable BigDecimal ratio(long numerator, long denominator) {
        return denominator == 0
                ? null
                : BigDecimal.valueOf(numerator)
                        .divide(BigDecimal.valueOf(denominator), 6, RoundingMode.HALF_EVEN);
    }
}

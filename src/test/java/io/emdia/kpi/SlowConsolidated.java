package io.emdia.kpi;

import io.emdia.facts.Method;
import io.emdia.kpi.KpiDocument.AgingBucket;
import io.emdia.kpi.KpiDocument.Collection;
import io.emdia.kpi.KpiDocument.Delinquency;
import io.emdia.kpi.KpiDocument.MethodShare;
import io.emdia.kpi.KpiDocument.Recovery;
import io.emdia.kpi.KpiDocument.Reversals;
import io.emdia.ledger.Charge;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The figures of charges of several currencies, straight from the charges: each fact is converted
 * where it is met. Nothing is shared with the product but the shape of the answer.
 */
final class SlowConsolidated {

    private final List<Charge> charges;
    private final SlowRates rates;
    private final LocalDate asOf;
    private final LocalDate start;
    private final LocalDate end;
    private final long days;
    private final int patientDays;

    SlowConsolidated(List<Charge> all, SlowRates rates, Scope scope) {
        this.charges = all.stream().filter(charge -> isAsked(charge, scope.method())).toList();
        this.rates = rates;
        this.asOf = scope.asOf();
        this.start = scope.start();
        this.end = scope.end();
        this.days = ChronoUnit.DAYS.between(start, end) + 1;
        this.patientDays = scope.doubtfulAfterDays();
    }

    private static boolean isAsked(Charge charge, @Nullable Method method) {
        return method == null || charge.method() == method;
    }

    Delinquency delinquency() {
        var cohort = cohort();
        var owed = sum(cohort, charge -> due(charge, owed(charge, asOf)));
        var principal = sum(cohort, charge -> due(charge, charge.amount()));
        var owing = cohort.stream().filter(charge -> owed(charge, asOf) > 0).count();
        var overdue = late(0);
        var overdueCharges = overdue.stream().filter(this::isOpen).count();
        var receivableCharges = charges.stream().filter(this::isOpen).count();
        var doubtful = late(patientDays).stream().filter(Charge::silent).toList();
        var delinquent = customers(overdue.stream().filter(this::isOpen).toList());
        var known = customers(charges.stream().filter(this::isRecent).toList());
        return new Delinquency(
                ratio(owed, principal),
                ratio(owing, cohort.size()),
                ratio(open(overdue), open(charges)),
                ratio(overdueCharges, receivableCharges),
                ratio(open(late(30)), open(charges)),
                ratio(open(late(60)), open(charges)),
                ratio(open(late(90)), open(charges)),
                SlowRates.rounded(open(overdue)),
                overdueCharges,
                SlowRates.rounded(open(doubtful)),
                doubtful.stream().filter(this::isOpen).count(),
                SlowRates.rounded(open(charges)),
                receivableCharges,
                delinquent,
                known,
                ratio(delinquent, known));
    }

    List<AgingBucket> aging() {
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
        var held = charges.stream().filter(charge -> holds.test(daysLate(charge))).toList();
        return new AgingBucket(
                name, SlowRates.rounded(open(held)), held.stream().filter(this::isOpen).count());
    }

    /** What one payment brought, in centavos of its day. */
    private record Got(String method, long lag, long fromIssue, BigDecimal worth) {}

    private List<Got> got() {
        var got = new ArrayList<Got>();
        for (var charge : charges) {
            for (var payment : charge.payments()) {
                var cash = SlowWalk.at(charge, asOf).cash(payment);
                var on = payment.paidOn();
                if (within(on, start, end) && cash > 0) {
                    got.add(
                            new Got(
                                    payment.method().code(),
                                    ChronoUnit.DAYS.between(charge.effectiveDueOn(), on),
                                    ChronoUnit.DAYS.between(charge.issuedOn(), on),
                                    worth(charge, on, cash)));
                }
            }
        }
        return got;
    }

    Collection collection() {
        var received = received(_ -> 1L);
        var lately = issued(asOf.minusDays(days - 1), asOf);
        var before = sum(charges, charge -> due(charge, openAt(charge, start.minusDays(1))));
        var index = before.add(issued(start, asOf));
        var notDue = open(charges).subtract(open(late(0)));
        var window = BigDecimal.valueOf(days);
        return new Collection(
                ratio(received(Got::lag), received),
                ratio(received(got -> Math.max(0, got.lag())), received),
                ratio(received(Got::fromIssue), received),
                median(),
                ratio(open(charges).multiply(window), lately),
                ratio(notDue.multiply(window), lately),
                ratio(index.subtract(open(charges)), index.subtract(notDue)),
                SlowRates.rounded(received),
                SlowRates.rounded(issued(start, end)));
    }

    private BigDecimal received(Function<Got, Long> weight) {
        return sum(got(), one -> one.worth().multiply(BigDecimal.valueOf(weight.apply(one))));
    }

    private @Nullable Integer median() {
        var left = received(_ -> 1L).divide(BigDecimal.TWO);
        for (var one : got().stream().sorted(Comparator.comparingLong(Got::lag)).toList()) {
            left = left.subtract(one.worth());
            if (left.signum() <= 0) {
                return (int) one.lag();
            }
        }
        return null;
    }

    Recovery recovery() {
        var fell = sum(cohort(), charge -> due(charge, owedAtDue(charge)));
        var back =
                sum(
                        cohort(),
                        charge -> due(charge, Math.max(0, owedAtDue(charge) - owed(charge, asOf))));
        return new Recovery(
                SlowRates.rounded(received(got -> got.lag() > 0 ? 1L : 0L)),
                SlowRates.rounded(fell),
                ratio(back, fell));
    }

    KpiDocument.Attempts attempts() {
        return SlowTries.attempts(charges, start, end);
    }

    Reversals reversals() {
        var refunded = BigDecimal.ZERO;
        var disputed = BigDecimal.ZERO;
        for (var charge : charges) {
            for (var refund : charge.refunds()) {
                var counts = within(refund.refundedOn(), start, end) ? refund.amount() : 0;
                refunded = refunded.add(worth(charge, refund.refundedOn(), counts));
            }
            for (var dispute : charge.disputes()) {
                var counts = within(dispute.openedOn(), start, end) ? dispute.amount() : 0;
                disputed = disputed.add(worth(charge, dispute.openedOn(), counts));
            }
        }
        return new Reversals(
                SlowRates.rounded(refunded),
                ratio(refunded, received(_ -> 1L)),
                SlowRates.rounded(disputed),
                SlowTries.reversals(charges, start, end, List.of()).disputeRate());
    }

    List<MethodShare> mix() {
        var byMethod = new TreeMap<String, BigDecimal>();
        got().forEach(one -> byMethod.merge(one.method(), one.worth(), BigDecimal::add));
        var total = received(_ -> 1L);
        var mix = new ArrayList<MethodShare>();
        byMethod.forEach(
                (method, amount) ->
                        mix.add(
                                new MethodShare(
                                        method,
                                        SlowRates.rounded(amount),
                                        Objects.requireNonNull(ratio(amount, total)))));
        mix.sort(Comparator.comparingLong(MethodShare::amount).reversed());
        return mix;
    }

    private List<Charge> cohort() {
        return charges.stream()
                .filter(charge -> within(charge.effectiveDueOn(), start, end))
                .filter(charge -> charge.effectiveDueOn().isBefore(asOf))
                .filter(this::counts)
                .toList();
    }

    private boolean counts(Charge charge) {
        var canceled = charge.canceledOn();
        return !charge.issuedOn().isAfter(asOf) && (canceled == null || canceled.isAfter(asOf));
    }

    private boolean isRecent(Charge charge) {
        return counts(charge) && !charge.issuedOn().isBefore(asOf.minusDays(364));
    }

    private BigDecimal issued(LocalDate from, LocalDate to) {
        return sum(
                charges.stream()
                        .filter(charge -> counts(charge) && within(charge.issuedOn(), from, to))
                        .toList(),
                charge -> worth(charge, charge.issuedOn(), charge.amount()));
    }

    /** Due more than so many days ago. */
    private List<Charge> late(int moreThanDays) {
        return charges.stream().filter(charge -> daysLate(charge) > moreThanDays).toList();
    }

    private long daysLate(Charge charge) {
        return ChronoUnit.DAYS.between(charge.effectiveDueOn(), asOf);
    }

    private boolean isOpen(Charge charge) {
        return openAt(charge, asOf) > 0;
    }

    private static long openAt(Charge charge, LocalDate day) {
        return SlowFigures.open(charge, day);
    }

    private BigDecimal open(List<Charge> some) {
        return sum(some, charge -> due(charge, openAt(charge, asOf)));
    }

    private static long owed(Charge charge, LocalDate day) {
        return SlowWalk.at(charge, day).owed();
    }

    private static long owedAtDue(Charge charge) {
        return owed(charge, charge.effectiveDueOn());
    }

    private BigDecimal due(Charge charge, long amount) {
        return worth(charge, charge.effectiveDueOn(), amount);
    }

    private BigDecimal worth(Charge charge, LocalDate day, long amount) {
        return rates.worth(charge.currency(), day).multiply(BigDecimal.valueOf(amount));
    }

    private static long customers(List<Charge> some) {
        return some.stream()
                .filter(charge -> charge.customerId() != null)
                .map(charge -> charge.key().connectionId() + " " + charge.customerId())
                .distinct()
                .count();
    }

    private static <T> BigDecimal sum(List<T> some, Function<T, BigDecimal> worth) {
        return some.stream().map(worth).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static @Nullable BigDecimal ratio(long numerator, long denominator) {
        return SlowFigures.ratio(numerator, denominator);
    }

    private static @Nullable BigDecimal ratio(BigDecimal numerator, BigDecimal denominator) {
        return denominator.signum() == 0
                ? null
                : numerator.divide(denominator, 6, RoundingMode.HALF_EVEN);
    }

    private static boolean within(LocalDate day, LocalDate from, LocalDate to) {
        return !day.isBefore(from) && !day.isAfter(to);
    }
}

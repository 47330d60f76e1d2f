package io.emdia.kpi;

import io.emdia.kpi.CellSums.Received;
import io.emdia.kpi.KpiDocument.AgingBucket;
import io.emdia.kpi.KpiDocument.Collection;
import io.emdia.kpi.KpiDocument.Delinquency;
import io.emdia.kpi.KpiDocument.MethodShare;
import io.emdia.kpi.KpiDocument.Recovery;
import io.emdia.money.Ratios;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** The rules from sums to figures; exact integers up to each ratio. */
record Figures(CellSums sums, Scope scope) {

    private static final Comparator<MethodShare> GREATEST_FIRST =
            Comparator.comparingLong(MethodShare::amount)
                    .reversed()
                    .thenComparing(MethodShare::method);

    Delinquency delinquency() {
        var cohort = sums.cohort();
        var customers = sums.customers();
        return new Delinquency(
                Ratios.of(cohort.owedAmount(), cohort.principal()),
                Ratios.of(cohort.owedCharges(), cohort.charges()),
                bookRate(Aging.UP_TO_30),
                Ratios.of(overdueCharges(), receivableCharges()),
                bookRate(Aging.UP_TO_60),
                bookRate(Aging.UP_TO_90),
                bookRate(Aging.UP_TO_180),
                amountFrom(Aging.UP_TO_30),
                overdueCharges(),
                sums.doubtful().amount(),
                sums.doubtful().charges(),
                receivable(),
                receivableCharges(),
                customers.delinquent(),
                customers.all(),
                Ratios.of(customers.delinquent(), customers.all()));
    }

    List<AgingBucket> aging() {
        return Arrays.stream(Aging.values()).map(this::bucket).toList();
    }

    Collection collection() {
        var received = received();
        return new Collection(
                perAmount(Figures::daysFromDue),
                perAmount(Figures::daysLate),
                perAmount(Received::amountDaysFromIssue),
                median(),
                salesDays(receivable()),
                salesDays(receivable() - amountFrom(Aging.UP_TO_30)),
                effectiveness(),
                received,
                sums.issued().inWindow());
    }

    Recovery recovery() {
        var cohort = sums.cohort();
        return new Recovery(
                total(late -> late.lagDays() > 0 ? late.amount() : 0),
                cohort.fellAmount(),
                Ratios.of(cohort.recoveredAmount(), cohort.fellAmount()));
    }

    List<MethodShare> paymentMix() {
        var byMethod =
                sums.received().stream()
                        .collect(
                                Collectors.groupingBy(
                                        Received::method,
                                        Collectors.reducing(0L, Received::amount, Math::addExact)));
        return byMethod.entrySet().stream()
                .filter(method -> method.getValue() != 0)
                .map(this::share)
                .sorted(GREATEST_FIRST)
                .toList();
    }

    private MethodShare share(Map.Entry<String, Long> method) {
        var share = Ratios.of(method.getValue(), received());
        return new MethodShare(method.getKey(), method.getValue(), Objects.requireNonNull(share));
    }

    private AgingBucket bucket(Aging aging) {
        var balance = sums.book().get(aging.ordinal());
        return new AgingBucket(aging.label(), balance.amount(), balance.charges());
    }

    private @Nullable BigDecimal bookRate(Aging from) {
        return Ratios.of(amountFrom(from), receivable());
    }

    private long receivable() {
        return amountFrom(Aging.NOT_DUE);
    }

    private long amountFrom(Aging from) {
        return sums.book().stream()
                .skip(from.ordinal())
                .mapToLong(CellSums.Balance::amount)
                .reduce(0, Math::addExact);
    }

    private long receivableCharges() {
        return sums.book().stream().mapToLong(CellSums.Balance::charges).sum();
    }

    private long overdueCharges() {
        return receivableCharges() - sums.book().getFirst().charges();
    }

    private long received() {
        return total(Received::amount);
    }

    private long total(ToLongFunction<Received> part) {
        return sums.received().stream().mapToLong(part).reduce(0, Math::addExact);
    }

    private @Nullable BigDecimal perAmount(Function<Received, BigInteger> amountDays) {
        var numerator =
                sums.received().stream().map(amountDays).reduce(BigInteger.ZERO, BigInteger::add);
        return Ratios.of(numerator, BigInteger.valueOf(received()));
    }

    private static BigInteger daysFromDue(Received received) {
        return times(received.amount(), received.lagDays());
    }

    private static BigInteger daysLate(Received received) {
        return times(received.amount(), Math.max(0, received.lagDays()));
    }

    private @Nullable Integer median() {
        var byLag = new TreeMap<Integer, Long>();
        sums.received().forEach(part -> byLag.merge(part.lagDays(), part.amount(), Math::addExact));
        var total = BigInteger.valueOf(received());
        var reached = BigInteger.ZERO;
        for (var lag : byLag.entrySet()) {
            reached = reached.add(BigInteger.valueOf(lag.getValue()));
            if (total.signum() > 0 && reached.shiftLeft(1).compareTo(total) >= 0) {
                return lag.getKey();
            }
        }
        return null;
    }

    /** How many days of the latest sales an amount stands for. */
    private @Nullable BigDecimal salesDays(long amount) {
        var sales = BigInteger.valueOf(sums.issued().lately());
        return Ratios.of(times(amount, scope.days()), sales);
    }

    /** What was collected of all that could have been; a cancellation counts as collected. */
    private @Nullable BigDecimal effectiveness() {
        var before = Math.addExact(sums.openingReceivable(), sums.issued().sinceStart());
        var notDue = sums.book().getFirst().amount();
        return Ratios.of(before - receivable(), before - notDue);
    }

    private static BigInteger times(long amount, long days) {
        return BigInteger.valueOf(amount).multiply(BigInteger.valueOf(days));
    }
}

package io.emdia.kpi;

import io.emdia.kpi.CellSums.Balance;
import io.emdia.kpi.CellSums.Decline;
import io.emdia.kpi.CellSums.Received;
import io.emdia.ledger.Aging;
import io.emdia.money.Fraction;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** What metrics are made of: sums of cells and what follows from them. Every one is exact. */
record Quantities(CellSums sums, Scope scope) {

    /** Open at {@code asOf}. */
    long receivable() {
        return amountFrom(Aging.NOT_DUE);
    }

    long receivableCharges() {
        return sums.book().stream().mapToLong(Balance::charges).sum();
    }

    long overdueCharges() {
        return receivableCharges() - sums.book().getFirst().charges();
    }

    /** Open and overdue for as many days as the bucket begins with, or more. */
    long amountFrom(Aging from) {
        return sums.book().stream()
                .skip(from.ordinal())
                .mapToLong(Balance::amount)
                .reduce(0, Math::addExact);
    }

    long notDue() {
        return sums.book().getFirst().amount();
    }

    /** In cash, within the window, as far as it was kept. */
    long received() {
        return total(Received::amount);
    }

    /** Received after the effective due day. */
    long recovered() {
        return total(part -> part.lagDays() > 0 ? part.amount() : 0);
    }

    BigInteger amountDaysFromDue() {
        return weighted(Received::amountDaysFromDue);
    }

    BigInteger amountDaysLate() {
        return weighted(part -> part.lagDays() > 0 ? part.amountDaysFromDue() : BigInteger.ZERO);
    }

    BigInteger amountDaysFromIssue() {
        return weighted(Received::amountDaysFromIssue);
    }

    @Nullable Integer medianLag() {
        return Lags.of(sums.received()).median();
    }

    long receivedByMedian() {
        return Lags.of(sums.received()).receivedByMedian();
    }

    /** An amount for each day of the window. */
    BigInteger timesDays(long amount) {
        return times(amount, scope.days());
    }

    /** What was open before the window and was issued since its start. */
    long collectible() {
        return Math.addExact(sums.openingReceivable(), sums.issued().sinceStart());
    }

    long declined() {
        return sums.attempts().declines().stream().mapToLong(Decline::count).sum();
    }

    private long total(ToLongFunction<Received> part) {
        return sums.received().stream().mapToLong(part).reduce(0, Math::addExact);
    }

    private BigInteger weighted(Function<Received, BigInteger> part) {
        return sums.received().stream().map(part).reduce(BigInteger.ZERO, BigInteger::add);
    }

    private static BigInteger times(long amount, long days) {
        return BigInteger.valueOf(amount).multiply(BigInteger.valueOf(days));
    }

    static Function<Quantities, BigInteger> of(ToLongFunction<Quantities> quantity) {
        return quantities -> BigInteger.valueOf(quantity.applyAsLong(quantities));
    }

    static Function<Quantities, BigInteger> revenue(ToLongFunction<RevenueSums> quantity) {
        return of(quantities -> quantity.applyAsLong(quantities.sums().revenue()));
    }

    static Function<Quantities, BigInteger> payers() {
        return revenue(sums -> sums.standings().payers());
    }

    static Function<Quantities, BigInteger> moved(Movement movement) {
        return revenue(sums -> sums.moved(movement));
    }

    /** Exactly, in equal parts of a minor unit. */
    static Function<Quantities, BigInteger> parts(Function<RevenueSums, Fraction> amount) {
        return quantities -> {
            var sums = quantities.sums().revenue();
            return sums.inParts(amount.apply(sums));
        };
    }

    static Function<Quantities, BigInteger> overdue(Aging from) {
        return of(quantities -> quantities.amountFrom(from));
    }
}

package io.emdia.habits;

import io.emdia.habits.PaymentCurve.Ends;
import io.emdia.ledger.Aging;
import io.emdia.ledger.Charge;
import io.emdia.money.Ratios;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Habits, lateness, roll rates and ends of the curve, charge by charge. */
final class SlowHabits {

    private SlowHabits() {}

    static List<SlowCharge> at(List<Charge> charges, LocalDate asOf) {
        return charges.stream().map(charge -> new SlowCharge(charge, asOf)).toList();
    }

    /** Of the charges of one customer. */
    static Habits habits(List<Charge> charges, LocalDate asOf) {
        var matured =
                at(charges, asOf).stream()
                        .filter(SlowCharge::isMatured)
                        .filter(one -> one.charge().effectiveDueOn().isAfter(asOf.minusDays(365)))
                        .sorted(newestFirst())
                        .toList();
        var late = matured.stream().filter(SlowCharge::isLate).toList();
        return new Habits(
                matured.size(),
                late.size(),
                Ratios.of(late.size(), matured.size()),
                meanDaysLate(matured),
                usual(late),
                byWeekday(late),
                byDayOfMonth(late),
                matured.stream().takeWhile(one -> !one.isLate()).count(),
                verdict(matured, late));
    }

    private static Comparator<SlowCharge> newestFirst() {
        return Comparator.comparing((SlowCharge one) -> one.charge().effectiveDueOn())
                .thenComparing(one -> one.charge().key().chargeId())
                .reversed();
    }

    private static @Nullable BigDecimal meanDaysLate(List<SlowCharge> matured) {
        if (matured.stream().map(one -> one.charge().currency()).distinct().count() != 1) {
            return null;
        }
        var amount = 0L;
        var amountDays = BigInteger.ZERO;
        for (var one : matured) {
            amount += one.charge().amount();
            var days = BigInteger.valueOf(one.isLate() ? one.delayDays() : 0);
            amountDays = amountDays.add(days.multiply(BigInteger.valueOf(one.charge().amount())));
        }
        return Ratios.of(amountDays, BigInteger.valueOf(amount));
    }

    private static @Nullable Integer usual(List<SlowCharge> late) {
        var delays =
                late.stream()
                        .filter(one -> one.settledOn() != null)
                        .map(one -> (int) one.delayDays())
                        .sorted()
                        .toList();
        return delays.isEmpty() ? null : delays.get((delays.size() - 1) / 2);
    }

    private static List<Long> byWeekday(List<SlowCharge> late) {
        var sums = new Long[7];
        Arrays.setAll(
                sums,
                at -> late.stream().filter(one -> due(one).getDayOfWeek().ordinal() == at).count());
        return List.of(sums);
    }

    private static List<Long> byDayOfMonth(List<SlowCharge> late) {
        var sums = new Long[31];
        Arrays.setAll(
                sums,
                at -> late.stream().filter(one -> due(one).getDayOfMonth() == at + 1).count());
        return List.of(sums);
    }

    private static LocalDate due(SlowCharge one) {
        return one.charge().effectiveDueOn();
    }

    private static String verdict(List<SlowCharge> matured, List<SlowCharge> late) {
        if (matured.size() < 3) {
            return "insufficient";
        }
        if (late.size() >= matured.size() - late.size()) {
            return "habitual";
        }
        return matured.get(0).isLate() && matured.get(1).isLate() ? "at_risk" : "punctual";
    }

    static List<Lateness.Due> lateness(List<Charge> charges, Slice slice) {
        var dues = new ArrayList<Lateness.Due>();
        for (var one : at(asked(charges, slice), slice.asOf())) {
            if (one.isMatured() && isWithin(slice, due(one))) {
                var method = one.charge().method().code();
                dues.add(new Lateness.Due(due(one), method, 1, one.isLate() ? 1 : 0));
            }
        }
        return dues;
    }

    static List<Roll.Move> moves(List<Charge> charges, Slice slice) {
        var moves = new ArrayList<Roll.Move>();
        for (var charge : asked(charges, slice)) {
            var before = new SlowCharge(charge, slice.from());
            var after = new SlowCharge(charge, slice.to());
            if (before.open() > 0) {
                var stays = Math.min(before.open(), after.owed());
                var open = after.hasLeft() ? 0 : stays;
                var paid = before.open() - stays;
                var move =
                        new Roll.Move(bucket(before), bucket(after), 1, open, paid, stays - open);
                moves.add(move);
            }
        }
        return moves;
    }

    private static int bucket(SlowCharge one) {
        var late = one.lag(one.asOf());
        var bucket = Aging.NOT_DUE;
        for (var aging : Aging.values()) {
            bucket = late >= aging.daysMin() ? aging : bucket;
        }
        return bucket.ordinal();
    }

    static List<Ends> ends(List<Charge> charges, Slice slice) {
        return at(asked(charges, slice), slice.asOf()).stream()
                .filter(one -> !one.charge().issuedOn().isAfter(slice.asOf()))
                .filter(one -> isWithin(slice, due(one)))
                .map(SlowHabits::end)
                .toList();
    }

    private static Ends end(SlowCharge one) {
        var settled = one.settledOn();
        var left = one.leftOn();
        if (settled != null && (left == null || !left.isBefore(settled))) {
            return new Ends(day(one, settled), 1, 0, 0);
        }
        return left != null
                ? new Ends(day(one, left), 0, 1, 0)
                : new Ends(day(one, one.asOf()), 0, 0, 1);
    }

    private static int day(SlowCharge one, LocalDate day) {
        return Math.toIntExact(Math.max(0, one.lag(day)));
    }

    private static List<Charge> asked(List<Charge> charges, Slice slice) {
        return charges.stream()
                .filter(one -> one.currency().equals(slice.currency()))
                .filter(one -> slice.method() == null || one.method().code().equals(slice.method()))
                .toList();
    }

    private static boolean isWithin(Slice slice, LocalDate day) {
        return !day.isBefore(slice.from()) && !day.isAfter(slice.to());
    }
}

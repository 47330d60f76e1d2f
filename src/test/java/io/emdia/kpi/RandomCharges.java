package io.emdia.kpi;

import io.emdia.calendar.BusinessCalendar;
import io.emdia.calendar.Calendars;
import io.emdia.facts.Method;
import io.emdia.ledger.Charge;
import io.emdia.ledger.ChargeKey;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Charges as a fold might make them, with everything that can be told of one. */
public final class RandomCharges {

    static final LocalDate FIRST = LocalDate.of(2025, 1, 1);
    private static final String[] CODES = {"51", "54", "insufficient_funds", "unknown"};
    private static final int DAYS = 420;
    private static final BusinessCalendar BANKS = Calendars.builtIn().named("BR").orElseThrow();

    private final Random random;

    public RandomCharges(Random random) {
        this.random = random;
    }

    /** A day within, or a little around, the days of the charges. */
    public LocalDate someDay() {
        return FIRST.plusDays(random.nextInt(DAYS + 200) - 50L);
    }

    /** Another version of a charge each time. */
    public Charge charge(ChargeKey key) {
        var method = oneOf(Method.values());
        var amount = 1 + random.nextInt(20_000);
        var issuedOn = FIRST.plusDays(random.nextInt(DAYS));
        var dueOn = chance(80) ? issuedOn.plusDays(random.nextInt(60) - 8L) : null;
        var aroundDue = dueOn == null ? issuedOn : dueOn;
        var payments = payments(amount, method, aroundDue);
        var attempts = attempts(method, aroundDue);
        var due = dueOn == null ? dueByFacts(method, issuedOn, payments, attempts) : dueOn;
        return new Charge(
                key,
                chance(90) ? "customer-" + random.nextInt(6) : null,
                chance(50) ? "sub-" + random.nextInt(3) : null,
                chance(70) ? "BRL" : "USD",
                method,
                amount,
                issuedOn,
                due,
                method.isCard() ? due : BANKS.onOrAfter(due),
                chance(15) ? issuedOn.plusDays(random.nextInt(90) - 5L) : null,
                chance(12) ? aroundDue.plusDays(random.nextInt(120) - 5L) : null,
                payments,
                reversals(payments),
                attempts,
                refunds(amount, aroundDue),
                disputes(amount, payments, aroundDue),
                chance(50));
    }

    private static LocalDate dueByFacts(
            Method method,
            LocalDate issuedOn,
            List<Charge.Payment> payments,
            List<Charge.Attempt> attempts) {
        if (!method.isAutomatic()) {
            return issuedOn;
        }
        return Stream.concat(
                        payments.stream().map(Charge.Payment::paidOn),
                        attempts.stream().map(Charge.Attempt::failedOn))
                .min(LocalDate::compareTo)
                .orElse(issuedOn);
    }

    private List<Charge.Payment> payments(int amount, Method method, LocalDate around) {
        var payments = new ArrayList<Charge.Payment>();
        for (int at = random.nextInt(4); at > 0; at--) {
            payments.add(
                    new Charge.Payment(
                            "pay-" + at,
                            chance(40) ? amount : 1 + random.nextInt(amount),
                            chance(25) ? random.nextInt(amount) : 0,
                            chance(10) ? 200 : 0,
                            chance(10) ? 33 : 0,
                            chance(80) ? method : oneOf(Method.values()),
                            around.plusDays(random.nextInt(90) - 30L)));
        }
        return payments;
    }

    private List<Charge.Reversal> reversals(List<Charge.Payment> payments) {
        var reversals = new ArrayList<Charge.Reversal>();
        for (var payment : payments) {
            if (chance(20)) {
                var day = payment.paidOn().plusDays(random.nextInt(50) - 5L);
                reversals.add(new Charge.Reversal(payment.id(), day));
            }
        }
        if (chance(3)) {
            reversals.add(new Charge.Reversal("never-heard-of", someDay()));
        }
        return reversals;
    }

    private List<Charge.Dispute> disputes(
            int amount, List<Charge.Payment> payments, LocalDate around) {
        var disputes = new ArrayList<Charge.Dispute>();
        for (int at = chance(35) ? 1 + random.nextInt(2) : 0; at > 0; at--) {
            var openedOn = around.plusDays(random.nextInt(100) - 10L);
            var closed = chance(70);
            disputes.add(
                    new Charge.Dispute(
                            "dispute-" + at,
                            disputed(payments),
                            1 + random.nextInt(amount * 2),
                            openedOn,
                            closed && random.nextBoolean(),
                            closed ? openedOn.plusDays(random.nextInt(70) - 3L) : null));
        }
        return disputes;
    }

    private @Nullable String disputed(List<Charge.Payment> payments) {
        if (payments.isEmpty() || chance(40)) {
            return null;
        }
        return chance(5) ? "never-heard-of" : payments.get(random.nextInt(payments.size())).id();
    }

    private List<Charge.Attempt> attempts(Method method, LocalDate around) {
        var attempts = new ArrayList<Charge.Attempt>();
        for (int at = chance(30) ? 1 + random.nextInt(2) : 0; at > 0; at--) {
            var day = around.plusDays(random.nextInt(10) - 2L);
            Instant failedAt = day.atTime(12 + random.nextInt(3), 0).toInstant(ZoneOffset.UTC);
            var tried = chance(90) ? method : oneOf(Method.values());
            attempts.add(new Charge.Attempt("attempt-" + at, tried, code(), failedAt, day));
        }
        return attempts;
    }

    private @Nullable String code() {
        return chance(20) ? null : oneOf(CODES);
    }

    private List<Charge.Refund> refunds(int amount, LocalDate around) {
        return chance(15)
                ? List.of(new Charge.Refund("refund-1", amount, around.plusDays(9)))
                : List.of();
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T oneOf(T[] values) {
        return values[random.nextInt(values.length)];
    }
}

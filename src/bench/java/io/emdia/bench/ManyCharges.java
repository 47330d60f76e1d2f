package io.emdia.bench;

import io.emdia.calendar.BusinessCalendar;
import io.emdia.calendar.Calendars;
import io.emdia.facts.Method;
import io.emdia.ledger.Charge;
import io.emdia.ledger.Charge.Payment;
import io.emdia.ledger.Charge.Refund;
import io.emdia.ledger.ChargeKey;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.List;
import java.util.Random;

/**
 * Two years of one merchant's charges as a company that sells on terms has them: most paid near
 * their due day, some late or in parts, some canceled or refunded, one in twenty open. Always the
 * same for the same merchant and number.
 */
final class ManyCharges {

    private static final int DAYS = 730;
    private static final int CHARGES_A_CUSTOMER = 200;
    private static final int CUSTOMERS_MIN = 500;
    private static final int AMOUNT_MIN = 2_000;
    private static final int AMOUNT_SPREAD = 60_000;
    private static final String CURRENCY = "BRL";
    private static final BusinessCalendar BANKS = Calendars.builtIn().named("BR").orElseThrow();

    /** Ten of a hundred charges each. */
    private static final List<Method> METHODS =
            List.of(
                    Method.PIX,
                    Method.PIX,
                    Method.PIX,
                    Method.PIX,
                    Method.BOLETO,
                    Method.BOLETO,
                    Method.BOLETO,
                    Method.CREDIT_CARD,
                    Method.CREDIT_CARD,
                    Method.PIX_AUTOMATIC);

    private final String merchant;
    private final int count;
    private final LocalDate today;
    private final Random random;

    ManyCharges(String merchant, int count, LocalDate today) {
        this.merchant = merchant;
        this.count = count;
        this.today = today;
        this.random = new Random(count);
    }

    /** In the order of issue, the newest issued today; call with rising indexes. */
    Charge next(int index) {
        var issuedOn = today.minusDays(DAYS - 1).plusDays((long) index * DAYS / count);
        var method = METHODS.get(random.nextInt(METHODS.size()));
        var dueOn = method.isCard() ? issuedOn : issuedOn.plusDays(3 + random.nextInt(28));
        var effectiveDueOn = method.isCard() ? dueOn : BANKS.onOrAfter(dueOn);
        var amount = AMOUNT_MIN + (long) random.nextInt(AMOUNT_SPREAD);
        var fate = random.nextInt(100);
        var payments = payments(fate, amount, method, effectiveDueOn, issuedOn);
        return new Charge(
                new ChargeKey(merchant, "standard", "charge-" + index),
                "customer-" + random.nextInt(customers()),
                null,
                CURRENCY,
                method,
                amount,
                issuedOn,
                dueOn,
                effectiveDueOn,
                fate >= 98 ? upToToday(dueOn.minusDays(1)) : null,
                null,
                payments,
                List.of(),
                List.of(),
                refunds(fate, payments),
                List.of(),
                fate % 2 == 0);
    }

    private int customers() {
        return Math.max(CUSTOMERS_MIN, count / CHARGES_A_CUSTOMER);
    }

    /** 2 % canceled, 5 % never paid, 4 % in two parts, 12 % late, the others about the due day. */
    private List<Payment> payments(
            int fate, long amount, Method method, LocalDate dueOn, LocalDate issuedOn) {
        if (fate >= 93) {
            return List.of();
        }
        if (fate >= 89) {
            var first = amount / 3;
            return paid(
                    payment("1", first, method, dueOn.minusDays(random.nextInt(3))),
                    payment("2", amount - first, method, dueOn.plusDays(late())));
        }
        if (fate >= 77) {
            return paid(payment("1", amount, method, dueOn.plusDays(late())));
        }
        var early = dueOn.minusDays(random.nextInt(10) / 2);
        return paid(payment("1", amount, method, early.isBefore(issuedOn) ? issuedOn : early));
    }

    /** Mostly some days or weeks, seldom months. */
    private long late() {
        return 1 + (long) (-20 * Math.log(1 - random.nextDouble()));
    }

    private List<Payment> paid(Payment... payments) {
        return List.of(payments).stream()
                .filter(payment -> !payment.paidOn().isAfter(today))
                .toList();
    }

    private static Payment payment(String id, long amount, Method method, LocalDate paidOn) {
        return new Payment(id, amount, 0, 0, 0, method, paidOn);
    }

    private List<Refund> refunds(int fate, List<Payment> payments) {
        return fate == 0 && !payments.isEmpty()
                ? List.of(new Refund("1", payments.getFirst().amount(), today))
                : List.of();
    }

    private @Nullable LocalDate upToToday(LocalDate day) {
        return day.isAfter(today) ? null : day;
    }
}

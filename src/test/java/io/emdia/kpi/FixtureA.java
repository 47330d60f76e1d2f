package io.emdia.kpi;

import io.emdia.facts.Method;
import io.emdia.ledger.Charge;
import io.emdia.ledger.ChargeKey;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Twelve charges worked out by hand: two months of a small merchant in Brazil. */
public final class FixtureA {

    private FixtureA() {}

    public static SortedMap<ChargeKey, @Nullable Charge> charges() {
        var all = new TreeMap<ChargeKey, @Nullable Charge>();
        Stream.of(pix(), boletos(), cards())
                .flatMap(List::stream)
                .forEach(charge -> all.put(charge.key(), charge));
        return all;
    }

    private static List<Charge> pix() {
        var method = Method.PIX;
        var first = pay("06-05", 8000);
        var second = pay("06-20", 7000);
        return List.of(
                charge("C2", "A", method, "05-26", "06-10", 10000, pay("06-15", 10000)),
                charge("C3", "B", method, "05-26", "06-05", 20000, first, second),
                charge("C8", "E", method, "06-20", "07-10", 40000),
                canceled(charge("C10", "F", method, "06-10", "06-25", 8000)));
    }

    private static List<Charge> boletos() {
        var method = Method.BOLETO;
        return List.of(
                charge("C1", "A", method, "05-01", "05-12", 10000, pay("05-12", 10000)),
                charge("C4", "C", method, "04-01", "04-22", 30000),
                charge("C5", "C", method, "06-01", "06-20", 30000),
                refunded(charge("C9", "B", method, "06-01", "06-16", 12000, pay("06-12", 12000))),
                charge("C11", "A", method, "06-13", "06-30", 9000));
    }

    private static List<Charge> cards() {
        var method = Method.CREDIT_CARD;
        return List.of(
                declined(charge("C6", "D", method, "06-03", "06-03", 5000, pay("06-06", 5000))),
                disputed(charge("C7", "D", method, "05-03", "05-03", 5000, pay("05-03", 5000))),
                charge("C12", "G", method, "06-10", "06-10", 6000, pay("06-10", 6000)));
    }

    private record Paid(LocalDate on, long amount) {}

    private static Paid pay(String on, long amount) {
        return new Paid(day(on), amount);
    }

    private static Charge charge(
            String id,
            String customer,
            Method method,
            String issuedOn,
            String effectiveDueOn,
            long amount,
            Paid... paid) {
        var payments = new ArrayList<Charge.Payment>();
        for (var one : paid) {
            var name = id + "-" + one.on();
            payments.add(new Charge.Payment(name, one.amount(), 0, 0, 0, method, one.on()));
        }
        return new Charge(
                new ChargeKey("acme", "gateway", id),
                customer,
                null,
                "BRL",
                method,
                amount,
                day(issuedOn),
                day(effectiveDueOn),
                day(effectiveDueOn),
                null,
                null,
                payments,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                false);
    }

    private static Charge canceled(Charge charge) {
        return with(charge, day("06-22"), List.of(), List.of(), List.of());
    }

    private static Charge disputed(Charge charge) {
        var dispute = new Charge.Dispute("D1", null, 5000, day("06-12"), false, null);
        return with(charge, null, List.of(), List.of(), List.of(dispute));
    }

    private static Charge refunded(Charge charge) {
        var refund = new Charge.Refund("R1", 2000, day("06-25"));
        return with(charge, null, List.of(), List.of(refund), List.of());
    }

    private static Charge declined(Charge charge) {
        var day = day("06-03");
        var at = day.atTime(12, 0).toInstant(ZoneOffset.UTC);
        var attempt = new Charge.Attempt("A1", charge.method(), "51", at, day);
        return with(charge, null, List.of(attempt), List.of(), List.of());
    }

    private static Charge with(
            Charge charge,
            @Nullable LocalDate canceledOn,
            List<Charge.Attempt> attempts,
            List<Charge.Refund> refunds,
            List<Charge.Dispute> disputes) {
        return new Charge(
                charge.key(),
                charge.customerId(),
                charge.subscriptionId(),
                charge.currency(),
                charge.method(),
                charge.amount(),
                charge.issuedOn(),
                charge.dueOn(),
                charge.effectiveDueOn(),
                canceledOn,
                null,
                charge.payments(),
                List.of(),
                attempts,
                refunds,
                disputes,
                false);
    }

    private static LocalDate day(String monthAndDay) {
        return LocalDate.parse("2025-" + monthAndDay);
    }
}

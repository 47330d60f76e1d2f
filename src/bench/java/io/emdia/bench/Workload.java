package io.emdia.bench;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A year of a company that bills every month, told as a gateway tells it: customers, charges, and
 * what became of them, in the order of the days on which it happened. Of a hundred events about 5
 * tell of customers, 45 of charges, 41 of payments, 5 of failed attempts, 3 of refunds and 1 of
 * disputes.
 */
final class Workload {

    private static final int CUSTOMERS_PER_HUNDRED_CHARGES = 10;
    private static final int DAYS = 365;
    private static final LocalDate FIRST = LocalDate.of(2025, 9, 1);
    private static final List<String> METHODS =
            List.of("pix", "boleto", "credit_card", "pix_automatic");

    private final SplittableRandom random;
    private final String prefix;
    private final List<Dated> events = new ArrayList<>();

    private Workload(long seed, String prefix) {
        this.random = new SplittableRandom(seed);
        this.prefix = prefix;
    }

    private record Dated(LocalDate on, Webhook webhook) {}

    /** An event of the standard gateway. */
    record Webhook(String id, String body) {
        byte[] bytes() {
            return body.getBytes(StandardCharsets.UTF_8);
        }
    }

    /** The events of so many charges, by day. */
    static List<Webhook> of(long seed, String prefix, int charges) {
        var workload = new Workload(seed, prefix);
        var customers = Math.max(1, charges * CUSTOMERS_PER_HUNDRED_CHARGES / 100);
        for (int customer = 0; customer < customers; customer++) {
            workload.customer(customer);
        }
        for (int charge = 0; charge < charges; charge++) {
            workload.charge(charge, workload.random.nextInt(customers));
        }
        return workload.events.stream()
                .sorted(java.util.Comparator.comparing(Dated::on))
                .map(Dated::webhook)
                .toList();
    }

    private void customer(int customer) {
        tell(
                FIRST,
                "customer.upserted",
                """
                {"customer_id":"cus_%1$d","name":"Cliente %1$d","email":"c%1$d@example.com"}\
                """
                        .formatted(customer));
    }

    private void charge(int number, int customer) {
        var id = "ch_" + number;
        var method = METHODS.get(random.nextInt(METHODS.size()));
        var issued = FIRST.plusDays(random.nextInt(DAYS));
        var due = issued.plusDays(10);
        var amount = 1_000 + random.nextInt(50_000);
        tell(
                issued,
                "charge.upserted",
                """
                {"charge_id":"%s","customer_id":"cus_%d","amount":%d,"currency":"BRL",\
                "method":"%s","issued_on":"%s","due_on":"%s"}\
                """
                        .formatted(id, customer, amount, method, issued, due));
        if (random.nextInt(10) == 0) {
            attempt(id, due);
        }
        if (random.nextInt(10) > 0) {
            payment(id, amount, due.plusDays(random.nextInt(-5, 25)));
        }
    }

    private void attempt(String charge, LocalDate on) {
        tell(
                on,
                "payment.failed",
                """
                {"charge_id":"%s","attempt_id":"at_1","code":"51","failed_at":"%sT12:00:00Z"}\
                """
                        .formatted(charge, on));
    }

    private void payment(String charge, int amount, LocalDate on) {
        tell(
                on,
                "payment.succeeded",
                """
                {"charge_id":"%s","payment_id":"pay_1","amount":%d,"paid_on":"%s"}\
                """
                        .formatted(charge, amount, on));
        var later = on.plusDays(5);
        switch (random.nextInt(50)) {
            case 0, 1, 2 ->
                    tell(
                            later,
                            "refund.succeeded",
                            """
                            {"charge_id":"%s","refund_id":"re_1","amount":%d,"refunded_on":"%s"}\
                            """
                                    .formatted(charge, amount / 2, later));
            case 3 ->
                    tell(
                            later,
                            "dispute.opened",
                            """
                            {"charge_id":"%s","dispute_id":"dp_1","amount":%d,"opened_on":"%s"}\
                            """
                                    .formatted(charge, amount, later));
            default -> {}
        }
    }

    private void tell(LocalDate on, String type, String data) {
        var body = "{\"type\":\"%s\",\"timestamp\":\"%sT12:00:00Z\",\"data\":%s}";
        var id = prefix + "_" + events.size();
        events.add(new Dated(on, new Webhook(id, body.formatted(type, on, data))));
    }
}

package io.emdia.page;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * What the bakery's twelve subscribers did: most pay on the day, some always late, some owe; they
 * pay in four ways, and one has left.
 */
final class HalfAYear {

    static final int TERM_DAYS = 10;

    private static final int MONTHS = 6;
    private static final long MONTHLY = 14_990;
    private static final List<String> METHODS = List.of("pix", "boleto", "credit_card");
    private static final int NEVER = Integer.MAX_VALUE;

    /**
     * @param late days after due on which each charge is paid
     * @param owes how many of the newest charges are not paid
     */
    private record Subscriber(String id, String name, int late, int owes) {}

    private static final List<Subscriber> ALL =
            List.of(
                    new Subscriber("c01", "Ana Beatriz Souza", 0, 0),
                    new Subscriber("c02", "Bruno Carvalho", 0, 0),
                    new Subscriber("c03", "Café do Porto", -2, 0),
                    new Subscriber("c04", "Daniela Figueiredo", 0, 1),
                    new Subscriber("c05", "Eduardo Lima", 9, 1),
                    new Subscriber("c06", "Fernanda Gonçalves", 12, 2),
                    new Subscriber("c07", "Gabriel Nunes", 1, 0),
                    new Subscriber("c08", "Hotel Ipanema", 21, 3),
                    new Subscriber("c09", "Isabela Rocha", 0, 0),
                    new Subscriber("c10", "João Pedro Araújo", 0, 0),
                    new Subscriber("c11", "Karina Duarte", NEVER, MONTHS),
                    new Subscriber("c12", "Lanchonete São Jorge", 15, 1));

    private final Company company;
    private final LocalDate today;

    private HalfAYear(Company company, LocalDate today) {
        this.company = company;
        this.today = today;
    }

    static void lived(Company company, LocalDate today) {
        var half = new HalfAYear(company, today);
        for (var index = 0; index < ALL.size(); index++) {
            half.subscribed(ALL.get(index));
            half.charged(ALL.get(index), index);
        }
        half.left(ALL.getFirst());
    }

    private void subscribed(Subscriber one) {
        company.tell(
                "customer.upserted",
                Map.of(
                        "customer_id", one.id(),
                        "name", one.name(),
                        "email", one.id() + "@example.com"));
        company.tell(
                "subscription.upserted",
                Map.of(
                        "subscription_id",
                        "s-" + one.id(),
                        "customer_id",
                        one.id(),
                        "plan",
                        "Pão de cada dia",
                        "amount",
                        MONTHLY,
                        "currency",
                        "BRL",
                        "interval",
                        "month",
                        "status",
                        "active",
                        "started_on",
                        today.minusMonths(MONTHS).toString()));
    }

    /** One charge a month, due on a day of its own; the newest is due soon. */
    private void charged(Subscriber one, int index) {
        for (var month = 0; month < MONTHS; month++) {
            var due = today.plusDays(4 + index % 3).minusMonths(month);
            var charge = "f-" + one.id() + "-" + month;
            var method = METHODS.get(index % METHODS.size());
            company.tell("charge.upserted", chargeOf(one, charge, method, due));
            if (month >= Math.max(1, one.owes() + 1)) {
                paid(charge, method, due.plusDays(Math.min(one.late(), 24)));
            }
        }
    }

    private static Map<String, Object> chargeOf(
            Subscriber one, String charge, String method, LocalDate due) {
        return Map.of(
                "charge_id",
                charge,
                "customer_id",
                one.id(),
                "subscription_id",
                "s-" + one.id(),
                "amount",
                MONTHLY,
                "currency",
                "BRL",
                "method",
                method,
                "issued_on",
                due.minusDays(TERM_DAYS).toString(),
                "due_on",
                due.toString());
    }

    private void paid(String charge, String method, LocalDate on) {
        company.tell(
                "payment.succeeded",
                Map.of(
                        "charge_id", charge,
                        "payment_id", "p-" + charge,
                        "amount", MONTHLY,
                        "method", method,
                        "paid_on", on.toString()));
    }

    private void left(Subscriber one) {
        company.tell(
                "subscription.canceled",
                Map.of(
                        "subscription_id",
                        "s-" + one.id(),
                        "ends_on",
                        today.minusDays(TERM_DAYS).toString(),
                        "reason",
                        "customer_request"));
    }
}

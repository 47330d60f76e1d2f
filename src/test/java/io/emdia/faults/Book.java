package io.emdia.faults;

import io.emdia.ProductClient;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A random book of charges and of what happens to them, without an end: one seed, one sequence of
 * events, spread over the connections. Later events of a charge may well be told before earlier.
 */
final class Book {

    private static final Instant FIRST = Instant.parse("2025-07-01T12:00:00Z");
    private static final LocalDate ISSUED_FROM = LocalDate.of(2025, 4, 1);
    private static final int ISSUED_DAYS = 80;
    private static final int CUSTOMERS = 12;
    private static final int NEW_PERCENT = 45;
    private static final List<String> METHODS =
            List.of("pix", "boleto", "credit_card", "pix_automatic", "bank_transfer");

    private final List<Account> accounts;
    private final SplittableRandom random;
    private final List<List<LocalDate>> issued = new ArrayList<>();
    private final String prefix;
    private int told;

    /**
     * @param name leads every id, so that several books go into one ledger
     */
    Book(List<Account> accounts, String name, long seed) {
        this.accounts = List.copyOf(accounts);
        this.prefix = name;
        random = new SplittableRandom(seed);
        accounts.forEach(_ -> issued.add(new ArrayList<>()));
    }

    Webhook next() {
        var at = random.nextInt(accounts.size());
        var charges = issued.get(at);
        var account = accounts.get(at);
        told++;
        if (charges.isEmpty() || chance(NEW_PERCENT)) {
            charges.add(ISSUED_FROM.plusDays(random.nextInt(ISSUED_DAYS)));
            return webhook(account, "charge.upserted", charge(charges.size() - 1, charges));
        }
        var charge = random.nextInt(charges.size());
        return happening(account, charge, charges.get(charge));
    }

    private Map<String, Object> charge(int number, List<LocalDate> charges) {
        var data = new LinkedHashMap<String, Object>();
        data.put("charge_id", chargeId(number));
        data.put("customer_id", "customer-" + random.nextInt(CUSTOMERS));
        data.put("amount", 100 + random.nextInt(50_000));
        data.put("currency", "BRL");
        data.put("method", METHODS.get(random.nextInt(METHODS.size())));
        data.put("issued_on", charges.get(number).toString());
        if (chance(80)) {
            data.put("due_on", charges.get(number).plusDays(random.nextInt(30)).toString());
        }
        return data;
    }

    private Webhook happening(Account account, int charge, LocalDate issuedOn) {
        var data = new LinkedHashMap<String, Object>();
        data.put("charge_id", chargeId(charge));
        var day = issuedOn.plusDays(random.nextInt(60)).toString();
        return switch (random.nextInt(10)) {
            case 0 -> {
                data.put("canceled_on", day);
                yield webhook(account, "charge.canceled", data);
            }
            case 1 -> {
                data.put("refund_id", "refund-" + told);
                data.put("amount", 1 + random.nextInt(5_000));
                data.put("refunded_on", day);
                yield webhook(account, "refund.succeeded", data);
            }
            case 2 -> {
                data.put("payment_id", "payment-of-" + chargeId(charge));
                data.put("reversed_on", day);
                yield webhook(account, "payment.reversed", data);
            }
            default -> webhook(account, "payment.succeeded", payment(data, charge, day));
        };
    }

    /** Half of them share one id for the charge, so that the newest has to win. */
    private Map<String, Object> payment(Map<String, Object> data, int charge, String day) {
        var id = chance(50) ? "payment-of-" + chargeId(charge) : "payment-" + told;
        data.put("payment_id", id);
        data.put("amount", 1 + random.nextInt(40_000));
        data.put("paid_on", day);
        return data;
    }

    private Webhook webhook(Account account, String type, Map<String, Object> data) {
        var body = new LinkedHashMap<String, Object>();
        body.put("type", type);
        body.put("timestamp", FIRST.plusMillis(random.nextInt(1_000_000_000)).toString());
        body.put("data", data);
        return new Webhook(
                account.merchant(),
                account.connection(),
                prefix + "-event-" + told,
                ProductClient.JSON.writeValueAsString(body));
    }

    private String chargeId(int number) {
        return prefix + "-charge-" + number;
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }
}

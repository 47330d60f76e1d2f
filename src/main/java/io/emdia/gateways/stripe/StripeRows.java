package io.emdia.gateways.stripe;

import static java.util.Objects.requireNonNull;

import io.emdia.facts.ChargeFact.RefundedInAll;
import io.emdia.facts.Event;
import io.emdia.facts.Fact;
import io.emdia.facts.FactDate;
import io.emdia.gateways.Cells;
import io.emdia.gateways.Digests;
import io.emdia.gateways.Members;
import io.emdia.gateways.Misread;
import io.emdia.money.Currencies;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Rows of exported tables, turned into the objects that events carry and read like these: so a row
 * and a webhook of one charge name the same things. A row is as old as the newest of its days, but
 * for the due day, so that whatever was told later counts. Disputes are left out: the tables do not
 * say their ids.
 */
final class StripeRows {

    private static final Set<String> PAID = Set.of("paid", "refunded", "succeeded");
    private static final String FAILED = "failed";
    private static final String INTENT = "pi_";

    private final String table;
    private final Cells row;
    private final String digest;
    private final String currency;

    private StripeRows(String table, byte[] body) {
        this.table = table;
        this.row = Cells.of(body);
        this.digest = Digests.sha256Hex(body);
        this.currency = row.required("currency").toUpperCase(Locale.ROOT);
        if (!Currencies.isKnown(currency)) {
            throw new Misread("currency", "must be an ISO 4217 code");
        }
    }

    static Event read(String table, byte[] body) {
        var rows = new StripeRows(table, body);
        return switch (table) {
            case StripeTables.INVOICES -> rows.invoice();
            case StripeTables.PAYMENTS -> rows.payment();
            default -> throw new Misread("table", "must be one of payments or invoices");
        };
    }

    private Event event(Instant at, List<Fact> facts) {
        var id = table + ":" + row.required("id") + ":" + digest.substring(0, 32);
        return new Event(id, table, at, digest, facts);
    }

    private Event invoice() {
        var created = required("date utc", "created utc", "created date utc");
        var paidAt = time("paid at utc");
        var finalizedAt = time("finalized at utc");
        var voidedAt = time("voided at utc");
        var writtenOffAt = time("marked uncollectible at utc");
        var newest = newest(created, paidAt, finalizedAt, voidedAt, writtenOffAt);
        var transitions = new HashMap<String, Object>();
        put(transitions, "paid_at", paidAt);
        put(transitions, "finalized_at", finalizedAt);
        put(transitions, "voided_at", voidedAt);
        put(transitions, "marked_uncollectible_at", writtenOffAt);
        var invoice = new HashMap<String, Object>();
        put(invoice, "id", row.required("id"));
        put(invoice, "customer", row.required("customer", "customer id"));
        put(invoice, "status", status());
        put(invoice, "currency", currency);
        put(invoice, "amount_due", amount("amount due"));
        put(invoice, "amount_paid", amount("amount paid"));
        put(invoice, "created", created);
        put(invoice, "due_date", time("due date utc", "due date"));
        put(invoice, "subscription", row.text("subscription", "subscription id"));
        put(invoice, "charge", row.text("charge", "charge id"));
        put(invoice, "payment_intent", row.text("paymentintent id", "payment intent"));
        put(invoice, "status_transitions", transitions);
        return event(newest, StripeInvoices.read(object("invoice.updated", newest, invoice)));
    }

    /** Older tables say it in three columns instead. */
    private String status() {
        var status = row.text("status");
        if (status != null) {
            return status.toLowerCase(Locale.ROOT);
        }
        if (isTrue("paid")) {
            return "paid";
        }
        if (isTrue("forgiven")) {
            return "uncollectible";
        }
        return isTrue("closed") ? "void" : "open";
    }

    private boolean isTrue(String column) {
        return "true".equalsIgnoreCase(row.text(column));
    }

    private Event payment() {
        var created = required("created utc", "created date utc");
        var refunded = requireNonNull(amountOr("amount refunded", 0L));
        var refundedAt = time("refunded date utc", "refunded at utc");
        if (refunded > 0 && refundedAt == null) {
            throw new Misread("refunded date utc", "must say when it was refunded");
        }
        var status = row.required("status").toLowerCase(Locale.ROOT);
        var id = row.required("id");
        var facts =
                new ArrayList<Fact>(
                        id.startsWith(INTENT)
                                ? StripePayments.readIntent(intent(id, status, created))
                                : StripePayments.readCharge(charge(id, status, created)));
        if (refunded > 0 && refundedAt != null) {
            var total = StripeObject.minorUnits(members(), "amount refunded", refunded, currency);
            facts.add(new RefundedInAll(id, total, new FactDate.At(refundedAt)));
        }
        return event(newest(created, refundedAt), facts);
    }

    private static Members members() {
        return Members.of(Map.of());
    }

    private StripeObject charge(String id, String status, Instant created) {
        var charge = common(id, created);
        put(charge, "payment_intent", row.text("paymentintent id", "payment intent id"));
        put(charge, "captured", !"false".equalsIgnoreCase(row.text("captured")));
        put(charge, "failure_code", row.text("decline reason"));
        put(charge, "payment_method_details", method());
        return object("charge." + suffix(status, FAILED), created, charge);
    }

    private StripeObject intent(String id, String status, Instant created) {
        var intent = common(id, created);
        var type = methodType();
        put(intent, "amount_received", amount("amount"));
        put(intent, "payment_method_types", type == null ? null : List.of(type));
        return object("payment_intent." + suffix(status, "payment_failed"), created, intent);
    }

    private HashMap<String, Object> common(String id, Instant created) {
        var object = new HashMap<String, Object>();
        put(object, "id", id);
        put(object, "amount", amount("amount"));
        put(object, "currency", currency);
        put(object, "created", created);
        put(object, "customer", row.text("customer id"));
        put(object, "invoice", row.text("invoice id"));
        return object;
    }

    /** What neither succeeded nor failed moved no money. */
    private static String suffix(String status, String failed) {
        if (PAID.contains(status)) {
            return "succeeded";
        }
        return status.equals(FAILED) ? failed : "pending";
    }

    private @Nullable Map<String, Object> method() {
        var type = methodType();
        if (type == null) {
            return null;
        }
        var funding = row.text("card funding");
        return funding == null
                ? Map.of("type", type)
                : Map.of("type", type, type, Map.of("funding", funding));
    }

    /** Without a column of its own, a card is told by its brand. */
    private @Nullable String methodType() {
        var type = row.text("payment source type", "payment method type");
        return type == null && row.text("card brand", "card id", "card last4") != null
                ? "card"
                : type;
    }

    private static StripeObject object(String type, Instant at, Map<String, Object> members) {
        return new StripeObject(type, at, Members.of(members));
    }

    private static void put(Map<String, Object> to, String name, @Nullable Object value) {
        if (value instanceof Instant at) {
            to.put(name, at.getEpochSecond());
        } else if (value != null) {
            to.put(name, value);
        }
    }

    private long amount(String column) {
        return requireNonNull(amountOr(column, null));
    }

    /** As Stripe counts it, which is not always as ISO 4217 does. */
    private @Nullable Long amountOr(String column, @Nullable Long otherwise) {
        if (otherwise == null) {
            var _ = row.required(column);
        }
        var minor = row.minorUnits(currency, column);
        return minor == null ? otherwise : Long.valueOf(StripeObject.counted(minor, currency));
    }

    private Instant required(String... columns) {
        var time = time(columns);
        if (time == null) {
            throw new Misread(columns[0], "must not be empty");
        }
        return time;
    }

    private @Nullable Instant time(String... columns) {
        return row.instant(ZoneOffset.UTC, columns);
    }

    private static Instant newest(Instant first, @Nullable Instant... others) {
        return Stream.concat(Stream.of(first), Stream.of(others).flatMap(Stream::ofNullable))
                .max(Instant::compareTo)
                .orElse(first);
    }
}

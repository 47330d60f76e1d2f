package io.emdia.gateways.stripe;

import io.emdia.gateways.ExportedRows;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.Set;

/** What the Dashboard exports of payments and of invoices. Its columns are English everywhere. */
@Component
final class StripeTables implements ExportedRows {

    static final String PAYMENTS = "stripe-payments";
    static final String INVOICES = "stripe-invoices";

    private static final Set<String> PAYMENT_COLUMNS =
            Set.of("id", "amount", "amount refunded", "currency", "status");
    private static final Set<String> INVOICE_COLUMNS =
            Set.of("id", "customer", "amount due", "amount paid", "currency");

    @Override
    public String gateway() {
        return StripeGateway.NAME;
    }

    @Override
    public String described() {
        return "Stripe's payments (id, Created (UTC), Amount, Amount Refunded, Currency, Status …)"
                + " and invoices (id, Customer, Amount Due, Amount Paid, Currency …)";
    }

    @Override
    public @Nullable String table(Set<String> columns) {
        if (columns.containsAll(INVOICE_COLUMNS)) {
            return INVOICES;
        }
        return columns.containsAll(PAYMENT_COLUMNS) ? PAYMENTS : null;
    }
}

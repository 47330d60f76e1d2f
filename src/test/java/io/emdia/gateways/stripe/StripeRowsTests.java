package io.emdia.gateways.stripe;

import static io.emdia.gateways.stripe.StripeBodies.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.facts.Event;
import io.emdia.gateways.Arrival;
import io.emdia.gateways.Cells;
import io.emdia.gateways.ExportedRow;
import io.emdia.gateways.Reading;
import io.emdia.ledger.Charge;
import io.emdia.ledger.Retold;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Rows of Stripe's exports say what its webhooks say, under the same ids. */
class StripeRowsTests {

    private static final int SEEDS = 200;
    private static final String MARCH = "in_1TdemoMarco20260001";
    private static final Map<String, String> INVOICE =
            row(
                    "id=" + MARCH,
                    "Customer=cus_TdemoMarina7301",
                    "Amount Due=149.90",
                    "Amount Paid=149.90",
                    "Currency=brl",
                    "Status=paid",
                    "Date (UTC)=2026-03-01 13:00",
                    "Finalized At (UTC)=2026-03-01 13:00",
                    "Due Date (UTC)=2026-03-10 13:00",
                    "Paid At (UTC)=2026-03-13 17:22",
                    "Subscription=sub_1TdemoAssin73010001");
    private static final Map<String, String> PAYMENT =
            row(
                    "id=ch_3TdemoMarco0001",
                    "Created (UTC)=2026-03-13 17:22:31",
                    "Amount=149.90",
                    "Amount Refunded=49.90",
                    "Refunded date (UTC)=2026-03-18 11:15",
                    "Currency=brl",
                    "Status=Paid",
                    "Customer ID=cus_TdemoMarina7301",
                    "Captured=true",
                    "Payment Source Type=boleto",
                    "Invoice ID=" + MARCH,
                    "PaymentIntent ID=pi_3TdemoMarco0001");

    @Test
    void anInvoicesRowAloneIsACharge() {
        var charge = Retold.of(List.of(event(StripeTables.INVOICES, INVOICE))).charge(MARCH);

        assertThat(charge.amount()).isEqualTo(14990);
        assertThat(charge.currency()).isEqualTo("BRL");
        assertThat(charge.issuedOn()).isEqualTo("2026-03-01");
        assertThat(charge.dueOn()).isEqualTo("2026-03-10");
        assertThat(charge.subscriptionId()).isEqualTo("sub_1TdemoAssin73010001");
        assertThat(charge.payments())
                .singleElement()
                .satisfies(paid -> assertThat(paid.id()).isEqualTo(MARCH))
                .satisfies(paid -> assertThat(paid.paidOn()).isEqualTo("2026-03-13"))
                .satisfies(paid -> assertThat(paid.amount()).isEqualTo(14990));
    }

    @Test
    void rowsAndWebhooksOfOneChargeAgreeInAnyOrder() {
        var webhooks = new ArrayList<Event>();
        for (var name :
                List.of(
                        "invoice-finalized",
                        "invoice-overdue",
                        "invoice-paid",
                        "charge-succeeded",
                        "charge-refunded-in-part")) {
            webhooks.add(sample(name));
        }
        var all = new ArrayList<>(webhooks);
        all.add(event(StripeTables.INVOICES, INVOICE));
        all.add(event(StripeTables.PAYMENTS, PAYMENT));

        assertThat(Retold.of(all).ids()).isEqualTo(Retold.of(webhooks).ids());
        assertThat(Retold.of(all).charge(MARCH)).isEqualTo(Retold.of(webhooks).charge(MARCH));
        Retold.holdsInAnyOrder(all, SEEDS);
    }

    @Test
    void rowsOfBothTablesAreOneChargePaidOnceAndRefundedInPart() {
        var both =
                Retold.of(
                        List.of(
                                event(StripeTables.PAYMENTS, PAYMENT),
                                event(StripeTables.INVOICES, INVOICE)));

        assertThat(both.ids()).containsExactly(MARCH);
        var charge = both.charge(MARCH);
        assertThat(charge.payments()).extracting(Charge.Payment::amount).containsExactly(14990L);
        assertThat(charge.refunds())
                .singleElement()
                .satisfies(refund -> assertThat(refund.amount()).isEqualTo(4990))
                .satisfies(refund -> assertThat(refund.refundedOn()).isEqualTo("2026-03-18"));
    }

    @Test
    void aRowIsAsOldAsTheNewestOfItsDaysAndNeverAsItsDueDay() {
        var open = with(with(INVOICE, "Status", "open"), "Due Date (UTC)", "2099-01-01");

        assertThat(event(StripeTables.INVOICES, INVOICE).timestamp())
                .isEqualTo(Instant.parse("2026-03-13T17:22:00Z"));
        assertThat(event(StripeTables.INVOICES, with(open, "Paid At (UTC)", "")).timestamp())
                .isEqualTo(Instant.parse("2026-03-01T13:00:00Z"));
        assertThat(event(StripeTables.PAYMENTS, PAYMENT).timestamp())
                .isEqualTo(Instant.parse("2026-03-18T11:15:00Z"));
    }

    @Test
    void theSameRowTwiceIsOneEventAndAnotherStateIsAnother() {
        var first = event(StripeTables.INVOICES, INVOICE);
        var later = event(StripeTables.INVOICES, with(INVOICE, "Status", "void"));

        assertThat(event(StripeTables.INVOICES, INVOICE)).isEqualTo(first);
        assertThat(later.id()).isNotEqualTo(first.id());
    }

    @Test
    void aPaymentWithoutAnInvoiceIsAChargeOfItsOwn() {
        var alone = with(with(PAYMENT, "Invoice ID", ""), "PaymentIntent ID", "");

        var charge = Retold.of(List.of(event(StripeTables.PAYMENTS, alone)));

        assertThat(charge.ids()).containsExactly("ch_3TdemoMarco0001");
    }

    @ParameterizedTest(name = "{1}={2} is refused for {3}")
    @CsvSource({
        "stripe-payments, Status, '', status must not be empty",
        "stripe-payments, Amount, twelve, amount must be an amount",
        "stripe-payments, Amount, 1.999, amount must be an amount",
        "stripe-payments, Created (UTC), 13.03.2026, created utc must be a day",
        "stripe-payments, Refunded date (UTC), '', refunded date utc must say when",
        "stripe-payments, Currency, XXQ, currency must be an ISO 4217 code",
        "stripe-invoices, id, '', id must not be empty",
        "stripe-invoices, Amount Due, '', amount due must not be empty",
        "stripe-invoices, Date (UTC), 2026-02-30, date utc must be a day",
    })
    void whatCannotBeReadIsRefused(String table, String column, String value, String reason) {
        var row = table.equals(StripeTables.PAYMENTS) ? PAYMENT : INVOICE;

        assertThat(reading(table, with(row, column, value)))
                .isInstanceOfSatisfying(
                        Reading.Unreadable.class,
                        none -> assertThat(none.reason()).startsWith(reason));
    }

    @Test
    void tablesAreKnownByTheirColumns() {
        var tables = new StripeTables();

        assertThat(tables.table(columns(INVOICE))).isEqualTo(StripeTables.INVOICES);
        assertThat(tables.table(columns(PAYMENT))).isEqualTo(StripeTables.PAYMENTS);
        assertThat(tables.table(Set.of("id", "name"))).isNull();
    }

    private static Set<String> columns(Map<String, String> row) {
        return row.keySet().stream().map(Cells::plain).collect(Collectors.toSet());
    }

    private static Map<String, String> row(String... cells) {
        var row = new LinkedHashMap<String, String>();
        for (var cell : cells) {
            var parts = cell.split("=", 2);
            row.put(parts[0], parts[1]);
        }
        return row;
    }

    private static Map<String, String> with(Map<String, String> row, String column, String value) {
        var changed = new LinkedHashMap<>(row);
        changed.put(column, value);
        return changed;
    }

    private static Event event(String table, Map<String, String> row) {
        var reading = reading(table, row);
        assertThat(reading).isInstanceOf(Reading.Events.class);
        return ((Reading.Events) reading).events().getFirst();
    }

    private static Reading reading(String table, Map<String, String> row) {
        var headers =
                new ExportedRow(table)
                        .headers().entrySet().stream()
                                .collect(
                                        Collectors.toMap(
                                                Map.Entry::getKey,
                                                mark -> List.of(mark.getValue())));
        var body = new JsonMapper().writeValueAsBytes(row);
        return new StripeGateway().read(new Arrival(headers, Map.of(), body), Map.of());
    }
}

package io.emdia.gateways.asaas;

import static io.emdia.gateways.asaas.AsaasBodies.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.emdia.facts.Event;
import io.emdia.facts.Method;
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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Rows of Asaas's exports say what its webhooks say, under the same ids. */
class AsaasRowsTests {

    private static final int SEEDS = 200;
    private static final String MARCH = "pay_demo7301marco01";
    private static final Map<String, String> PORTUGUESE =
            row(
                    "Identificador=" + MARCH,
                    "Nome=Marina Teles",
                    "Valor=R$ 149,90",
                    "Data de criação=01/03/2026",
                    "Vencimento=10/03/2026",
                    "Data de pagamento=13/03/2026",
                    "Forma de pagamento=Pix",
                    "Situação=Recebida");
    private static final Map<String, String> ENGLISH =
            row(
                    "id=" + MARCH,
                    "value=149.90",
                    "dateCreated=2026-03-01",
                    "dueDate=2026-03-10",
                    "clientPaymentDate=2026-03-13",
                    "billingType=PIX",
                    "status=RECEIVED",
                    "customer=cus_000007301001",
                    "subscription=sub_demo7301assin01");

    @Test
    void aRowAloneIsAChargeInBothLanguages() {
        for (var row : List.of(PORTUGUESE, ENGLISH)) {
            var charge = Retold.of(read(row)).charge(MARCH);

            assertThat(charge.amount()).isEqualTo(14990);
            assertThat(charge.method()).isEqualTo(Method.PIX);
            assertThat(charge.issuedOn()).isEqualTo("2026-03-01");
            assertThat(charge.dueOn()).isEqualTo("2026-03-10");
            assertThat(charge.payments())
                    .extracting(paid -> paid.id() + " " + paid.paidOn() + " " + paid.amount())
                    .containsExactly(MARCH + " 2026-03-13 14990");
        }
    }

    @Test
    void rowsAndWebhooksOfOneChargeAgreeInAnyOrder() {
        var webhooks =
                events(
                        AsaasBodies.bytes("payment-created"),
                        AsaasBodies.bytes("payment-overdue"),
                        AsaasBodies.bytes("payment-received"),
                        AsaasBodies.bytes("payment-partially-refunded"));
        var all = new ArrayList<>(webhooks);
        all.addAll(read(PORTUGUESE));
        all.addAll(read(ENGLISH));
        all.addAll(read(with(with(PORTUGUESE, "Situação", "Vencida"), "Data de pagamento", "")));

        assertThat(Retold.of(all).charge(MARCH)).isEqualTo(Retold.of(webhooks).charge(MARCH));
        Retold.holdsInAnyOrder(all, SEEDS);
    }

    @Test
    void aRefundHasItsDayWhereTheTableSaysIt() {
        var refunded = with(PORTUGUESE, "Situação", "Estornada");

        assertThat(
                        Retold.of(read(with(refunded, "Data de estorno", "20/03/2026")))
                                .charge(MARCH)
                                .refunds())
                .extracting(Charge.Refund::amount, refund -> refund.refundedOn().toString())
                .containsExactly(tuple(14990L, "2026-03-20"));
    }

    @Test
    void whatWasRemovedIsCanceled() {
        var removed = with(with(PORTUGUESE, "Situação", "Removida"), "Data de pagamento", "");

        assertThat(Retold.of(read(removed)).charge(MARCH).canceledOn()).isNotNull();
        assertThat(Retold.of(read(removed)).charge(MARCH).payments()).isEmpty();
    }

    @ParameterizedTest(name = "{0}={1} is refused for {2}")
    @CsvSource({
        "Situação, Sei lá, situacao must be a status",
        "Valor, cem, valor must be an amount",
        "Valor, '', valor must not be empty",
        "Identificador, '', identificador must not be empty",
        "Vencimento, 31/02/2026, vencimento must be a day",
    })
    void whatCannotBeReadIsRefused(String column, String value, String reason) {
        assertThat(reading(with(PORTUGUESE, column, value)))
                .isInstanceOfSatisfying(
                        Reading.Unreadable.class,
                        none -> assertThat(none.reason()).startsWith(reason));
    }

    @ParameterizedTest(name = "{0} is {1} centavos")
    @CsvSource({
        "'1.234,56', 123456",
        "'1,234.56', 123456",
        "1234.56, 123456",
        "'1234,5', 123450",
        "'R$ 12,00', 1200",
        "150, 15000",
    })
    void amountsAreReadAsTheyAreWritten(String written, long centavos) {
        assertThat(Retold.of(read(with(PORTUGUESE, "Valor", written))).charge(MARCH).amount())
                .isEqualTo(centavos);
    }

    @Test
    void theTableIsKnownByItsColumns() {
        var tables = new AsaasTables();

        assertThat(tables.table(columns(PORTUGUESE))).isEqualTo(AsaasTables.CHARGES);
        assertThat(tables.table(columns(ENGLISH))).isEqualTo(AsaasTables.CHARGES);
        assertThat(tables.table(Set.of("identificador", "valor"))).isNull();
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

    private static List<Event> read(Map<String, String> row) {
        return events(reading(row));
    }

    private static Reading reading(Map<String, String> row) {
        var headers =
                new ExportedRow(AsaasTables.CHARGES)
                        .headers().entrySet().stream()
                                .collect(
                                        Collectors.toMap(
                                                Map.Entry::getKey,
                                                mark -> List.of(mark.getValue())));
        var body = new JsonMapper().writeValueAsBytes(row);
        return new AsaasGateway().read(new Arrival(headers, Map.of(), body), Map.of());
    }
}

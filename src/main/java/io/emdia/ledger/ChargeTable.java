package io.emdia.ledger;

import io.emdia.database.Conditions;
import io.emdia.database.Database;
import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.database.Scope;
import io.emdia.http.Column;
import io.emdia.http.TablePage;
import io.emdia.money.Currencies;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Charges as a table, in the order of their keys: these never change, so a charge that is there
 * throughout is there once, whatever becomes of it meanwhile.
 */
@Component
final class ChargeTable {

    /** Looked through for one page, whether or not they are asked for. */
    static final int SCAN_MAX = 2_000;

    private static final String LAST =
            """
            select connection_id, charge_id from charge
            where merchant_id = $1 and (connection_id, charge_id) > ($2, $3)
            order by connection_id, charge_id offset $4 limit 1\
            """;

    static final List<Column<ChargeLists.Item>> COLUMNS =
            List.of(
                    Column.text("Conexão", "Connection", line -> line.connectionId()),
                    Column.text("Cobrança", "Charge", line -> line.chargeId()),
                    Column.text("Cliente", "Customer", line -> line.customerId()),
                    Column.text("Nome do cliente", "Customer name", ChargeLists.Item::customerName),
                    Column.text("Assinatura", "Subscription", line -> line.subscriptionId()),
                    Column.text("Meio", "Method", line -> line.method()),
                    Column.text("Situação", "Status", line -> line.status()),
                    Column.day("Emissão", "Issued on", line -> line.issuedOn()),
                    Column.day("Vencimento", "Due on", line -> line.dueOn()),
                    Column.day(
                            "Vencimento efetivo",
                            "Effective due on",
                            line -> line.effectiveDueOn()),
                    Column.count("Dias de atraso", "Days overdue", line -> line.daysOverdue()),
                    Column.text("Moeda", "Currency", line -> line.currency()),
                    amount("Valor", "Amount", ChargeLists.Item::amount),
                    amount("Em aberto", "Open amount", ChargeLists.Item::openAmount),
                    amount("Pago", "Paid amount", ChargeLists.Item::paidAmount),
                    amount("Estornado", "Refunded amount", ChargeLists.Item::refundedAmount),
                    Column.truth("Duvidosa", "Doubtful", line -> line.doubtful()));

    private final Database database;
    private final ChargeLists charges;

    ChargeTable(Database database, ChargeLists charges) {
        this.database = database;
        this.charges = charges;
    }

    /** A charge's key within its merchant. */
    record Position(String connectionId, String chargeId) {

        static final Position START = new Position("", "");
    }

    /**
     * @param filter which of them
     */
    record Selection(String merchantId, ChargeLists.AsOf asOf, ChargeFilter filter) {}

    /** Those that follow a charge. */
    Mono<TablePage<ChargeLists.Item, Position>> after(Selection selection, Position position) {
        return database.read(
                        Scope.of(selection.merchantId()),
                        connection -> page(connection, selection, position))
                .checkpoint("charges of a table");
    }

    private Mono<TablePage<ChargeLists.Item, Position>> page(
            Connection connection, Selection selection, Position after) {
        return Query.on(connection, LAST)
                .with(selection.merchantId())
                .with(after.connectionId())
                .with(after.chargeId())
                .with(SCAN_MAX - 1L)
                .row(ChargeTable::position)
                .flatMap(last -> lines(connection, selection, after, last))
                .switchIfEmpty(Mono.defer(() -> lines(connection, selection, after, null)));
    }

    private Mono<TablePage<ChargeLists.Item, Position>> lines(
            Connection connection, Selection selection, Position after, @Nullable Position last) {
        var conditions = Conditions.after(selection.merchantId(), selection.asOf().day());
        selection.filter().narrow(conditions, selection.asOf().doubtfulAfterDays());
        conditions.and(
                "(connection_id, charge_id) > (?, ?)", after.connectionId(), after.chargeId());
        if (last != null) {
            conditions.and(
                    "(connection_id, charge_id) <= (?, ?)", last.connectionId(), last.chargeId());
        }
        var sql = ChargeLists.COLUMNS + conditions.text() + " order by connection_id, charge_id";
        return conditions
                .on(connection, sql)
                .rows(row -> ChargeLists.item(row, selection.asOf()))
                .flatMap(lines -> charges.named(connection, selection.merchantId(), lines))
                .map(lines -> new TablePage<>(lines, last));
    }

    private static Position position(Readable row) {
        return new Position(Row.text(row, "connection_id"), Row.text(row, "charge_id"));
    }

    private static Column<ChargeLists.Item> amount(
            String portuguese, String english, ToLongFunction<ChargeLists.Item> minorUnits) {
        return Column.number(
                portuguese,
                english,
                line -> Currencies.toMajorUnits(minorUnits.applyAsLong(line), line.currency()));
    }
}

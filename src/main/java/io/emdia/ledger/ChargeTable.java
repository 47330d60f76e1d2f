package io.emdia.ledger;

import io.emdia.database.Database;
import io.emdia.database.Query;
import io.emdia.database.Row;
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

    private static final String LINES =
            """
            select item.*,
                   (select name from customer u
                    where (u.merchant_id, u.connection_id, u.customer_id)
                          = ($1, item.connection_id, item.customer_id)) as customer_name
            from (%s%s and (connection_id, charge_id) > ($9, $10)%%s) as item
            order by connection_id, charge_id\
            """
                    .formatted(ChargeLists.COLUMNS, ChargeLists.FILTER);

    private static final String TO_THE_END = LINES.formatted("");
    private static final String UP_TO =
            LINES.formatted(" and (connection_id, charge_id) <= ($11, $12)");

    static final List<Column<Line>> COLUMNS =
            List.of(
                    Column.text("Conexão", "Connection", line -> line.item().connectionId()),
                    Column.text("Cobrança", "Charge", line -> line.item().chargeId()),
                    Column.text("Cliente", "Customer", line -> line.item().customerId()),
                    Column.text("Nome do cliente", "Customer name", Line::customerName),
                    Column.text("Assinatura", "Subscription", line -> line.item().subscriptionId()),
                    Column.text("Meio", "Method", line -> line.item().method()),
                    Column.text("Situação", "Status", line -> line.item().status()),
                    Column.day("Emissão", "Issued on", line -> line.item().issuedOn()),
                    Column.day("Vencimento", "Due on", line -> line.item().dueOn()),
                    Column.day(
                            "Vencimento efetivo",
                            "Effective due on",
                            line -> line.item().effectiveDueOn()),
                    Column.count(
                            "Dias de atraso", "Days overdue", line -> line.item().daysOverdue()),
                    Column.text("Moeda", "Currency", line -> line.item().currency()),
                    amount("Valor", "Amount", ChargeLists.Item::amount),
                    amount("Em aberto", "Open amount", ChargeLists.Item::openAmount),
                    amount("Pago", "Paid amount", ChargeLists.Item::paidAmount),
                    amount("Estornado", "Refunded amount", ChargeLists.Item::refundedAmount),
                    Column.truth("Duvidosa", "Doubtful", line -> line.item().doubtful()));

    private final Database database;

    ChargeTable(Database database) {
        this.database = database;
    }

    record Line(ChargeLists.Item item, @Nullable String customerName) {}

    /** A charge's key within its merchant. */
    record Position(String connectionId, String chargeId) {

        static final Position START = new Position("", "");
    }

    /**
     * @param filter which of them
     */
    record Selection(String merchantId, ChargeLists.AsOf asOf, ChargeLists.Filter filter) {}

    /** Those that follow a charge. */
    Mono<TablePage<Line, Position>> after(Selection selection, Position position) {
        return database.read(connection -> page(connection, selection, position))
                .checkpoint("charges of a table");
    }

    private static Mono<TablePage<Line, Position>> page(
            Connection connection, Selection selection, Position after) {
        return Query.on(connection, LAST)
                .with(selection.merchantId())
                .with(after.connectionId())
                .with(after.chargeId())
                .with(SCAN_MAX - 1L)
                .row(ChargeTable::position)
                .flatMap(last -> upTo(connection, selection, after, last))
                .switchIfEmpty(Mono.defer(() -> toTheEnd(connection, selection, after)));
    }

    private static Mono<TablePage<Line, Position>> upTo(
            Connection connection, Selection selection, Position after, Position last) {
        return asked(connection, UP_TO, selection, after)
                .with(last.connectionId())
                .with(last.chargeId())
                .rows(row -> line(row, selection))
                .map(lines -> new TablePage<>(lines, last));
    }

    private static Mono<TablePage<Line, Position>> toTheEnd(
            Connection connection, Selection selection, Position after) {
        return asked(connection, TO_THE_END, selection, after)
                .rows(row -> line(row, selection))
                .map(lines -> new TablePage<>(lines, null));
    }

    private static Query asked(
            Connection connection, String sql, Selection selection, Position after) {
        var query = Query.on(connection, sql);
        return ChargeLists.asked(
                        query, selection.merchantId(), selection.asOf(), selection.filter())
                .with(after.connectionId())
                .with(after.chargeId());
    }

    private static Position position(Readable row) {
        return new Position(Row.text(row, "connection_id"), Row.text(row, "charge_id"));
    }

    private static Line line(Readable row, Selection selection) {
        return new Line(
                ChargeLists.item(row, selection.asOf()), Row.maybeText(row, "customer_name"));
    }

    private static Column<Line> amount(
            String portuguese, String english, ToLongFunction<ChargeLists.Item> minorUnits) {
        return Column.number(
                portuguese,
                english,
                line ->
                        Currencies.toMajorUnits(
                                minorUnits.applyAsLong(line.item()), line.item().currency()));
    }
}

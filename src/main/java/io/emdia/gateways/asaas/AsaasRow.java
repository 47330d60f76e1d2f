package io.emdia.gateways.asaas;

import static java.util.Map.entry;

import io.emdia.gateways.Cells;
import io.emdia.gateways.Decimals;
import io.emdia.gateways.Members;
import io.emdia.gateways.Misread;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A row of the exported charges, turned into the payment that the API would answer and read like
 * it: so a row and a webhook of one charge name the same things. A row is as old as the newest of
 * its days, but for the due day, so that whatever was told later counts.
 */
final class AsaasRow {

    private static final String REFUNDED = "REFUNDED";

    private static final String[] PAID_ON = {
        "data de pagamento",
        "data do pagamento",
        "pagamento",
        "pago em",
        "client payment date",
        "clientpaymentdate"
    };
    private static final String[] RECEIVED_ON = {
        "data de recebimento", "recebimento", "payment date", "paymentdate"
    };
    private static final String[] CONFIRMED_ON = {
        "data de confirmacao", "confirmacao", "confirmed date", "confirmeddate"
    };
    private static final String[] REFUNDED_ON = {
        "data de estorno", "data do estorno", "estornada em", "refund date", "refunddate"
    };
    private static final String[] REMOVED_ON = {
        "data de remocao", "data de exclusao", "removida em", "deleted date"
    };

    private static final Map<String, String> STATUSES =
            Map.ofEntries(
                    entry("aguardando pagamento", "PENDING"),
                    entry("pendente", "PENDING"),
                    entry("pending", "PENDING"),
                    entry("vencida", "OVERDUE"),
                    entry("vencido", "OVERDUE"),
                    entry("atrasada", "OVERDUE"),
                    entry("overdue", "OVERDUE"),
                    entry("confirmada", "CONFIRMED"),
                    entry("confirmado", "CONFIRMED"),
                    entry("confirmed", "CONFIRMED"),
                    entry("recebida", "RECEIVED"),
                    entry("recebido", "RECEIVED"),
                    entry("paga", "RECEIVED"),
                    entry("pago", "RECEIVED"),
                    entry("received", "RECEIVED"),
                    entry("recebida em dinheiro", "RECEIVED_IN_CASH"),
                    entry("recebido em dinheiro", "RECEIVED_IN_CASH"),
                    entry("received in cash", "RECEIVED_IN_CASH"),
                    entry("estornada", REFUNDED),
                    entry("estornado", REFUNDED),
                    entry("refunded", REFUNDED),
                    entry("em processo de estorno", "REFUND_IN_PROGRESS"),
                    entry("estorno em andamento", "REFUND_IN_PROGRESS"),
                    entry("estorno em processamento", "REFUND_IN_PROGRESS"),
                    entry("refund in progress", "REFUND_IN_PROGRESS"),
                    entry("estorno solicitado", "REFUND_REQUESTED"),
                    entry("refund requested", "REFUND_REQUESTED"),
                    entry("chargeback", "CHARGEBACK_REQUESTED"),
                    entry("chargeback recebido", "CHARGEBACK_REQUESTED"),
                    entry("chargeback solicitado", "CHARGEBACK_REQUESTED"),
                    entry("chargeback requested", "CHARGEBACK_REQUESTED"),
                    entry("chargeback em disputa", "CHARGEBACK_DISPUTE"),
                    entry("em disputa", "CHARGEBACK_DISPUTE"),
                    entry("chargeback dispute", "CHARGEBACK_DISPUTE"),
                    entry("aguardando reversao do chargeback", "AWAITING_CHARGEBACK_REVERSAL"),
                    entry("awaiting chargeback reversal", "AWAITING_CHARGEBACK_REVERSAL"),
                    entry("em negativacao", "DUNNING_REQUESTED"),
                    entry("negativada", "DUNNING_REQUESTED"),
                    entry("dunning requested", "DUNNING_REQUESTED"),
                    entry("recuperada", "DUNNING_RECEIVED"),
                    entry("recuperada por negativacao", "DUNNING_RECEIVED"),
                    entry("dunning received", "DUNNING_RECEIVED"),
                    entry("em analise", "AWAITING_RISK_ANALYSIS"),
                    entry("aguardando analise de risco", "AWAITING_RISK_ANALYSIS"),
                    entry("awaiting risk analysis", "AWAITING_RISK_ANALYSIS"),
                    entry("autorizada", "AUTHORIZED"),
                    entry("authorized", "AUTHORIZED"),
                    entry("removida", "DELETED"),
                    entry("excluida", "DELETED"),
                    entry("cancelada", "DELETED"),
                    entry("deleted", "DELETED"));

    /** Whatever else stands there leaves the method open. */
    private static final Map<String, String> METHODS =
            Map.ofEntries(
                    entry("boleto", "BOLETO"),
                    entry("boleto bancario", "BOLETO"),
                    entry("cartao de credito", "CREDIT_CARD"),
                    entry("cartao", "CREDIT_CARD"),
                    entry("credit card", "CREDIT_CARD"),
                    entry("cartao de debito", "DEBIT_CARD"),
                    entry("debit card", "DEBIT_CARD"),
                    entry("pix", "PIX"),
                    entry("transferencia", "TRANSFER"),
                    entry("transferencia bancaria", "TRANSFER"),
                    entry("ted", "TRANSFER"),
                    entry("transfer", "TRANSFER"),
                    entry("deposito", "DEPOSIT"),
                    entry("deposit", "DEPOSIT"),
                    entry("dinheiro", "RECEIVED_IN_CASH"));

    private final Cells row;
    private final ZoneId zone;

    private AsaasRow(byte[] row, ZoneId zone) {
        this.row = Cells.of(row);
        this.zone = zone;
    }

    static AsaasPayment read(byte[] row, ZoneId zone) {
        return new AsaasRow(row, zone).payment();
    }

    private AsaasPayment payment() {
        var status = status();
        var isDeleted = status.equals("DELETED");
        var type =
                isDeleted && row.text(REMOVED_ON) != null
                        ? "PAYMENT_DELETED"
                        : status.equals(REFUNDED) && row.text(REFUNDED_ON) != null
                                ? "PAYMENT_REFUNDED"
                                : AsaasTables.CHARGES;
        var payment = new HashMap<String, Object>();
        put(payment, "id", row.required(AsaasTables.ID));
        put(payment, "status", isDeleted ? "PENDING" : status);
        put(payment, "deleted", isDeleted);
        put(payment, "value", reais(AsaasTables.VALUE));
        put(payment, "originalValue", reaisOrNull("valor original", "original value"));
        put(payment, "billingType", method());
        put(payment, "dateCreated", day(AsaasTables.CREATED));
        put(payment, "dueDate", day(AsaasTables.DUE));
        put(payment, "clientPaymentDate", day(PAID_ON));
        put(payment, "paymentDate", day(RECEIVED_ON));
        put(payment, "confirmedDate", day(CONFIRMED_ON));
        put(payment, "customer", row.text("identificador do cliente", "id do cliente", "customer"));
        put(payment, "subscription", subscription());
        return AsaasPayment.of(type, newest(), zone, Members.of(payment));
    }

    private @Nullable String subscription() {
        return row.text(
                "identificador da assinatura", "id da assinatura", "assinatura", "subscription");
    }

    private String status() {
        var status = STATUSES.get(Cells.plain(row.required(AsaasTables.STATUS)));
        if (status == null) {
            throw new Misread(AsaasTables.STATUS[0], "must be a status that Asaas has");
        }
        return status;
    }

    private @Nullable String method() {
        var told =
                row.text("forma de pagamento", "tipo de cobranca", "billing type", "billingtype");
        return told == null ? null : METHODS.get(Cells.plain(told));
    }

    private BigDecimal reais(String... columns) {
        var _ = row.required(columns);
        return BigDecimal.valueOf(minor(columns), 2);
    }

    private @Nullable BigDecimal reaisOrNull(String... columns) {
        return row.text(columns) == null ? null : BigDecimal.valueOf(minor(columns), 2);
    }

    private long minor(String... columns) {
        var minor = row.minorUnits(Decimals.REAL, columns);
        return minor == null ? 0 : minor;
    }

    private @Nullable String day(String... columns) {
        var day = row.day(columns);
        return day == null ? null : day.toString();
    }

    private Instant newest() {
        return Stream.of(
                        row.day(AsaasTables.CREATED),
                        row.day(PAID_ON),
                        row.day(RECEIVED_ON),
                        row.day(CONFIRMED_ON),
                        row.day(REFUNDED_ON),
                        row.day(REMOVED_ON))
                .flatMap(Stream::ofNullable)
                .max(LocalDate::compareTo)
                .map(day -> day.atStartOfDay(zone).toInstant())
                .orElse(Instant.EPOCH);
    }

    private static void put(Map<String, Object> to, String name, @Nullable Object value) {
        if (value != null) {
            to.put(name, value);
        }
    }
}

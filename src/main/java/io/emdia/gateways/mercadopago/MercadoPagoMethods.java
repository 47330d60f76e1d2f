package io.emdia.gateways.mercadopago;

import static java.util.Map.entry;

import io.emdia.facts.Method;
import io.emdia.gateways.Members;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/** Mercado Pago's types and ids of payment methods in our words; null where none is told. */
final class MercadoPagoMethods {

    private static final String PIX = "pix";
    private static final String TICKET = "ticket";

    /** The one ticket of Brazil that is no boleto: paid at a lottery's counter. */
    private static final String LOTTERY = "pec";

    private static final Map<String, Method> BY_TYPE =
            Map.ofEntries(
                    entry("credit_card", Method.CREDIT_CARD),
                    entry("debit_card", Method.DEBIT_CARD),
                    entry("prepaid_card", Method.DEBIT_CARD),
                    entry("bank_transfer", Method.BANK_TRANSFER),
                    entry("account_money", Method.WALLET),
                    entry("digital_wallet", Method.WALLET),
                    entry("digital_currency", Method.WALLET),
                    entry("atm", Method.CASH));

    private MercadoPagoMethods() {}

    /** Of a payment. */
    static @Nullable Method of(Members payment, String currency) {
        return method(
                payment.orNull("payment_method_id", Members::text),
                payment.orNull("payment_type_id", Members::text),
                currency);
    }

    /** Of a payment within an order. */
    static @Nullable Method ofOrder(Members payment, String currency) {
        if (!payment.isObject("payment_method")) {
            return null;
        }
        var method = payment.object("payment_method");
        return method(
                method.orNull("id", Members::text), method.orNull("type", Members::text), currency);
    }

    private static @Nullable Method method(
            @Nullable String id, @Nullable String type, String currency) {
        if (PIX.equals(id)) {
            return Method.PIX;
        }
        if (TICKET.equals(type)) {
            return currency.equals("BRL") && !LOTTERY.equals(id) ? Method.BOLETO : Method.CASH;
        }
        return type == null ? null : BY_TYPE.getOrDefault(type, Method.UNKNOWN);
    }
}

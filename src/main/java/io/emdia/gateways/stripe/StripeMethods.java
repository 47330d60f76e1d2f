package io.emdia.gateways.stripe;

import static java.util.Map.entry;

import io.emdia.facts.Method;
import io.emdia.gateways.Members;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/** Stripe's payment method types in our words; null where an object does not tell. */
final class StripeMethods {

    private static final Map<String, Method> BY_TYPE =
            Map.ofEntries(
                    entry("card", Method.CREDIT_CARD),
                    entry("card_present", Method.CREDIT_CARD),
                    entry("boleto", Method.BOLETO),
                    entry("pix", Method.PIX),
                    entry("oxxo", Method.CASH),
                    entry("konbini", Method.CASH),
                    entry("customer_balance", Method.BANK_TRANSFER),
                    entry("ach_credit_transfer", Method.BANK_TRANSFER),
                    entry("ach_debit", Method.BANK_TRANSFER),
                    entry("us_bank_account", Method.BANK_TRANSFER),
                    entry("acss_debit", Method.BANK_TRANSFER),
                    entry("au_becs_debit", Method.BANK_TRANSFER),
                    entry("bacs_debit", Method.BANK_TRANSFER),
                    entry("sepa_debit", Method.BANK_TRANSFER),
                    entry("alipay", Method.WALLET),
                    entry("amazon_pay", Method.WALLET),
                    entry("cashapp", Method.WALLET),
                    entry("link", Method.WALLET),
                    entry("mb_way", Method.WALLET),
                    entry("mobilepay", Method.WALLET),
                    entry("paypal", Method.WALLET),
                    entry("revolut_pay", Method.WALLET),
                    entry("wechat_pay", Method.WALLET));

    private StripeMethods() {}

    /** Of {@code payment_method_details} or a payment method object. */
    static @Nullable Method of(Members from, String name) {
        if (!from.isObject(name)) {
            return null;
        }
        var details = from.object(name);
        var type = details.orNull("type", Members::text);
        if (type == null) {
            return null;
        }
        return isDebit(details, type) ? Method.DEBIT_CARD : ofType(type);
    }

    /** Of the types a payment may use: known when there is only one. */
    static @Nullable Method ofOnlyType(Members from, String name) {
        var types = from.texts(name);
        return types.size() == 1 ? ofType(types.getFirst()) : null;
    }

    private static Method ofType(String type) {
        return BY_TYPE.getOrDefault(type, Method.UNKNOWN);
    }

    private static boolean isDebit(Members details, String type) {
        return ofType(type) == Method.CREDIT_CARD
                && details.isObject(type)
                && "debit".equals(details.object(type).orNull("funding", Members::text));
    }
}

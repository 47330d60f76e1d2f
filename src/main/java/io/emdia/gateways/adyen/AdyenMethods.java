package io.emdia.gateways.adyen;

import io.emdia.facts.Method;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.Set;

/** Adyen's payment methods in our words: a brand is a card, and a brand may pay from a wallet. */
final class AdyenMethods {

    private static final Set<String> CARDS =
            Set.of(
                    "visa",
                    "mc",
                    "amex",
                    "elo",
                    "hiper",
                    "hipercard",
                    "diners",
                    "discover",
                    "jcb",
                    "cup",
                    "scheme",
                    "card",
                    "cartebancaire",
                    "dankort",
                    "banrisul",
                    "cabal",
                    "aura",
                    "sorocred",
                    "credz",
                    "bcmc");

    private static final Set<String> DEBIT_CARDS =
            Set.of("maestro", "electron", "visadebit", "mcdebit", "elodebit", "debit");

    private static final Set<String> WALLETS =
            Set.of(
                    "paypal",
                    "applepay",
                    "googlepay",
                    "paywithgoogle",
                    "samsungpay",
                    "amazonpay",
                    "picpay",
                    "mercadopago",
                    "alipay",
                    "wechatpay",
                    "klarna");

    private AdyenMethods() {}

    /** Null where the item names none. */
    static @Nullable Method of(AdyenItem item) {
        var name = item.method().toLowerCase(Locale.ROOT);
        if (name.isEmpty()) {
            return null;
        }
        var brand = name.split("[_-]", 2)[0];
        if (DEBIT_CARDS.contains(brand)) {
            return Method.DEBIT_CARD;
        }
        if (CARDS.contains(brand)) {
            return isDebit(item) ? Method.DEBIT_CARD : Method.CREDIT_CARD;
        }
        return WALLETS.contains(brand) ? Method.WALLET : other(name);
    }

    private static Method other(String name) {
        if (name.startsWith("pix")) {
            return name.contains("aut") ? Method.PIX_AUTOMATIC : Method.PIX;
        }
        if (name.startsWith("boleto")) {
            return Method.BOLETO;
        }
        var isBank =
                name.contains("banktransfer")
                        || name.contains("directdebit")
                        || name.startsWith("ach")
                        || name.startsWith("onlinebanking");
        return isBank ? Method.BANK_TRANSFER : Method.UNKNOWN;
    }

    private static boolean isDebit(AdyenItem item) {
        var funding = item.additional("fundingSource");
        var variant = item.additional("paymentMethodVariant");
        return "debit".equalsIgnoreCase(funding)
                || variant != null && variant.toLowerCase(Locale.ROOT).contains("debit");
    }

    /** Taken with the authorisation, whatever the account captures by itself. */
    static boolean hasNoCapture(@Nullable Method method) {
        return method == Method.PIX
                || method == Method.PIX_AUTOMATIC
                || method == Method.BOLETO
                || method == Method.BANK_TRANSFER;
    }
}

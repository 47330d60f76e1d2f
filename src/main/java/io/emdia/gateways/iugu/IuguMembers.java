package io.emdia.gateways.iugu;

import static java.util.Map.entry;

import io.emdia.facts.Method;
import io.emdia.gateways.Members;
import io.emdia.gateways.Moments;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;

/** How Iugu writes money, times and methods: alike in forms, where all is text, and in JSON. */
final class IuguMembers {

    private static final Pattern CENTS = Pattern.compile("\\d{1,15}");

    /** Without what Iugu puts around them: {@code iugu_pix_test}. */
    private static final Map<String, Method> METHODS =
            Map.ofEntries(
                    entry("pix", Method.PIX),
                    entry("pix_automatic", Method.PIX_AUTOMATIC),
                    entry("automatic_pix", Method.PIX_AUTOMATIC),
                    entry("bank_slip", Method.BOLETO),
                    entry("credit_card", Method.CREDIT_CARD),
                    entry("debit_card", Method.DEBIT_CARD));

    private IuguMembers() {}

    static long cents(Members from, String name) {
        var text = from.scalar(name);
        if (!CENTS.matcher(text).matches()) {
            throw from.misread(name, "must be whole cents, not negative");
        }
        return Long.parseLong(text);
    }

    /** As people read it: {@code R$ 1.049,90}. */
    static long reais(Members from, String name) {
        var digits = from.text(name).replaceAll("[^0-9]", "");
        if (!CENTS.matcher(digits).matches()) {
            throw from.misread(name, "must be reais and cents");
        }
        return Long.parseLong(digits);
    }

    /** 0 when missing. */
    static long centsOrNone(Members from, String name) {
        return from.states(name) ? cents(from, name) : 0;
    }

    static String status(Members from) {
        return from.states("status") ? from.id("status") : "";
    }

    /** How it was paid, else how it may be; null when that leaves a choice. */
    static @Nullable Method method(Members from) {
        var paid = from.states("payment_method") ? from.scalar("payment_method") : "";
        if (!paid.isEmpty()) {
            var bare = paid.replaceFirst("^iugu_", "").replaceFirst("_test$", "");
            return METHODS.getOrDefault(bare, Method.UNKNOWN);
        }
        return from.states("payable_with") ? METHODS.get(payable(from)) : null;
    }

    /** Null when missing. */
    static @Nullable Instant time(Members from, String name) {
        return from.states(name) ? Moments.instant(from, name, Moments.BRASILIA) : null;
    }

    /** One means, or a list of them, of which only a single one tells. */
    private static String payable(Members from) {
        var means = from.texts("payable_with");
        if (means.isEmpty()) {
            return from.scalar("payable_with");
        }
        return means.size() == 1 ? means.getFirst() : "";
    }
}

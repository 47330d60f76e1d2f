package io.emdia.facts;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How money is paid. */
public enum Method {
    PIX,
    PIX_AUTOMATIC,
    BOLETO,
    CREDIT_CARD,
    DEBIT_CARD,
    WALLET,
    BANK_TRANSFER,
    CASH,
    UNKNOWN;

    private static final Map<String, Method> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toMap(Method::code, Function.identity()));

    /** As written in JSON and in the database: {@code pix_automatic}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Method> of(String code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }

    /** Charged without the customer doing anything, so there are attempts to count. */
    public boolean isAutomatic() {
        return this == CREDIT_CARD || this == DEBIT_CARD || this == PIX_AUTOMATIC;
    }

    public boolean isCard() {
        return this == CREDIT_CARD || this == DEBIT_CARD;
    }
}

package io.emdia.demo;

import io.emdia.facts.Method;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;

/**
 * One charge at a simulated gateway, as far as it has come.
 *
 * @param number of its own, for gateways that number their charges
 * @param declines attempts that failed so far
 * @param refunded centavos
 */
record Sale(
        String id,
        long number,
        Subscriber who,
        Method method,
        LocalDate issued,
        LocalDate due,
        int declines,
        @Nullable Instant paidAt,
        long refunded,
        @Nullable Instant disputedAt,
        @Nullable Instant canceledAt) {

    static Sale issued(
            String id,
            long number,
            Subscriber who,
            Method method,
            LocalDate issued,
            LocalDate due) {
        return new Sale(id, number, who, method, issued, due, 0, null, 0, null, null);
    }

    long amount() {
        return who.amount();
    }

    BigDecimal reais() {
        return reais(amount());
    }

    static BigDecimal reais(long centavos) {
        return BigDecimal.valueOf(centavos, 2);
    }

    long paid() {
        return paidAt == null ? 0 : amount();
    }

    Sale declinedAgain() {
        return with(declines + 1, paidAt, refunded, disputedAt, canceledAt);
    }

    Sale paid(Instant at) {
        return with(declines, at, refunded, disputedAt, canceledAt);
    }

    Sale refundedHalf() {
        return with(declines, paidAt, amount() / 2, disputedAt, canceledAt);
    }

    Sale disputed(Instant at) {
        return with(declines, paidAt, refunded, at, canceledAt);
    }

    Sale canceled(Instant at) {
        return with(declines, paidAt, refunded, disputedAt, at);
    }

    private Sale with(
            int failed,
            @Nullable Instant paid,
            long back,
            @Nullable Instant disputed,
            @Nullable Instant canceled) {
        return new Sale(
                id, number, who, method, issued, due, failed, paid, back, disputed, canceled);
    }
}

package io.emdia.demo;

import io.emdia.facts.Method;

import java.time.LocalDate;

/**
 * An invented customer with one subscription.
 *
 * @param amount centavos a month
 * @param lateness percent of the charges that are not paid on time
 * @param dueDay of each month
 * @param leaves the day the subscription ends, far in the future for those who stay
 */
record Subscriber(
        String id,
        String name,
        String plan,
        long amount,
        Method method,
        int lateness,
        int dueDay,
        LocalDate joined,
        LocalDate leaves,
        boolean leavesUnpaid) {

    String subscriptionId() {
        return "sub-" + id;
    }

    boolean isThere(LocalDate day) {
        return !day.isBefore(joined) && day.isBefore(leaves);
    }
}

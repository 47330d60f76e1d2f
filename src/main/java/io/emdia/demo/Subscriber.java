package io.emdia.demo;

import io.emdia.facts.Method;

import java.time.LocalDate;

/**
 * An invented customer with a subscription, and another one where they leave and come back.
 *
 * @param plan of today
 * @param firstPlan what they began with, until {@code changes}
 * @param lateness percent of the charges that are not paid on time
 * @param dueDay of each month
 * @param changes the day the plan changed, far in the future for those who keep the first
 * @param pauses the day the subscription is paused, far in the future for most
 * @param returns the day a second subscription begins, far in the future for most
 * @param leaves the day the subscription ends, far in the future for those who stay
 */
record Subscriber(
        String id,
        String name,
        Plan plan,
        Plan firstPlan,
        Method method,
        int lateness,
        int dueDay,
        LocalDate joined,
        LocalDate changes,
        LocalDate pauses,
        LocalDate leaves,
        boolean leavesUnpaid,
        LocalDate returns) {

    /**
     * @param amount centavos a month
     */
    record Plan(String name, long amount) {}

    /** Centavos a month, today. */
    long amount() {
        return plan.amount();
    }

    Plan plan(LocalDate day) {
        return day.isBefore(changes) ? firstPlan : plan;
    }

    long amount(LocalDate day) {
        return plan(day).amount();
    }

    String subscriptionId() {
        return "sub-" + id;
    }

    /** Of those who come back. */
    String secondSubscriptionId() {
        return subscriptionId() + "-2";
    }

    /** Which of them a charge of a day belongs to. */
    String subscriptionId(LocalDate day) {
        return day.isBefore(returns) ? subscriptionId() : secondSubscriptionId();
    }

    boolean isThere(LocalDate day) {
        var stays = !day.isBefore(joined) && day.isBefore(leaves) && day.isBefore(pauses);
        return stays || !day.isBefore(returns);
    }
}

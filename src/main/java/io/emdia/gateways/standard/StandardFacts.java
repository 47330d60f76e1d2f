package io.emdia.gateways.standard;

import io.emdia.facts.ChargeFact.ChargeCanceled;
import io.emdia.facts.ChargeFact.ChargeRestored;
import io.emdia.facts.ChargeFact.ChargeTold;
import io.emdia.facts.ChargeFact.ChargeWrittenOff;
import io.emdia.facts.ChargeFact.DisputeClosed;
import io.emdia.facts.ChargeFact.DisputeOpened;
import io.emdia.facts.ChargeFact.PaymentFailed;
import io.emdia.facts.ChargeFact.PaymentReversed;
import io.emdia.facts.ChargeFact.PaymentSucceeded;
import io.emdia.facts.ChargeFact.RefundFailed;
import io.emdia.facts.ChargeFact.RefundSucceeded;
import io.emdia.facts.CustomerFact.CustomerTold;
import io.emdia.facts.Fact;
import io.emdia.facts.FactDate;
import io.emdia.facts.Method;
import io.emdia.facts.SubscriptionFact.CancelReason;
import io.emdia.facts.SubscriptionFact.Interval;
import io.emdia.facts.SubscriptionFact.Status;
import io.emdia.facts.SubscriptionFact.SubscriptionCanceled;
import io.emdia.facts.SubscriptionFact.SubscriptionTold;
import io.emdia.gateways.Members;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** The product's own event types, one fact each. */
final class StandardFacts {

    /** How a type's {@code data} is read. */
    static final Map<String, Function<Members, Fact>> BY_TYPE =
            Map.ofEntries(
                    Map.entry("customer.upserted", StandardFacts::customer),
                    Map.entry("subscription.upserted", StandardFacts::subscription),
                    Map.entry("subscription.canceled", StandardFacts::subscriptionCanceled),
                    Map.entry("charge.upserted", StandardFacts::charge),
                    Map.entry("charge.canceled", StandardFacts::chargeCanceled),
                    Map.entry("charge.restored", StandardFacts::chargeRestored),
                    Map.entry("charge.written_off", StandardFacts::chargeWrittenOff),
                    Map.entry("payment.succeeded", StandardFacts::paymentSucceeded),
                    Map.entry("payment.reversed", StandardFacts::paymentReversed),
                    Map.entry("payment.failed", StandardFacts::paymentFailed),
                    Map.entry("refund.succeeded", StandardFacts::refundSucceeded),
                    Map.entry("refund.failed", StandardFacts::refundFailed),
                    Map.entry("dispute.opened", StandardFacts::disputeOpened),
                    Map.entry("dispute.closed", StandardFacts::disputeClosed));

    private static final Map<String, Method> METHODS = byCode(Method.values(), Method::code);
    private static final Map<String, Interval> INTERVALS =
            byCode(Interval.values(), Interval::code);
    private static final Map<String, Status> STATUSES = byCode(Status.values(), Status::code);
    private static final Map<String, CancelReason> REASONS =
            byCode(CancelReason.values(), CancelReason::code);
    private static final Map<String, Boolean> WON = Map.of("won", true, "lost", false);
    private static final int INTERVAL_COUNT_MAX = 1200;
    private static final int ATTEMPTS_MAX = 1_000_000;

    private StandardFacts() {}

    private static CustomerTold customer(Members data) {
        return new CustomerTold(
                data.id("customer_id"),
                data.told("name", Members::text),
                data.told("email", Members::text),
                data.told("phone", Members::text),
                data.told("document", Members::text));
    }

    private static SubscriptionTold subscription(Members data) {
        return new SubscriptionTold(
                data.id("subscription_id"),
                data.told("customer_id", Members::id),
                data.told("plan", Members::text),
                data.told("amount", Members::amount),
                data.told("currency", Members::currency),
                data.told("interval", (from, name) -> from.oneOf(name, INTERVALS)),
                data.told("interval_count", StandardFacts::intervalCount),
                data.told("status", (from, name) -> from.oneOf(name, STATUSES)),
                data.told("started_on", Members::day));
    }

    private static SubscriptionCanceled subscriptionCanceled(Members data) {
        return new SubscriptionCanceled(
                data.id("subscription_id"),
                data.date("ends_on"),
                data.orNull("reason", (from, name) -> from.oneOf(name, REASONS)));
    }

    private static ChargeTold charge(Members data) {
        return new ChargeTold(
                data.id("charge_id"),
                data.told("customer_id", Members::id),
                data.told("subscription_id", Members::id),
                data.told("amount", Members::amount),
                data.told("currency", Members::currency),
                data.told("method", StandardFacts::method),
                data.told("issued_on", Members::day),
                data.told("due_on", Members::day));
    }

    private static ChargeCanceled chargeCanceled(Members data) {
        return new ChargeCanceled(data.id("charge_id"), data.date("canceled_on"));
    }

    private static ChargeRestored chargeRestored(Members data) {
        return new ChargeRestored(data.id("charge_id"));
    }

    private static ChargeWrittenOff chargeWrittenOff(Members data) {
        return new ChargeWrittenOff(data.id("charge_id"), data.date("written_off_on"));
    }

    private static PaymentSucceeded paymentSucceeded(Members data) {
        return new PaymentSucceeded(
                data.id("charge_id"),
                data.id("payment_id"),
                data.amount("amount"),
                data.orNull("method", StandardFacts::method),
                paidOn(data),
                extra(data, "discount"),
                extra(data, "fine"),
                extra(data, "interest"));
    }

    private static FactDate paidOn(Members data) {
        if (data.states("paid_on")) {
            return data.date("paid_on");
        }
        if (data.states("paid_at")) {
            return new FactDate.At(data.instant("paid_at"));
        }
        throw data.misread("paid_on", "or paid_at must say when it was paid");
    }

    private static long extra(Members data, String name) {
        return Objects.requireNonNullElse(data.orNull(name, Members::amount), 0L);
    }

    private static PaymentReversed paymentReversed(Members data) {
        return new PaymentReversed(
                data.id("charge_id"), data.id("payment_id"), data.date("reversed_on"));
    }

    private static PaymentFailed paymentFailed(Members data) {
        return new PaymentFailed(
                data.id("charge_id"),
                data.id("attempt_id"),
                data.orNull("attempt_number", StandardFacts::attemptNumber),
                data.orNull("method", StandardFacts::method),
                data.orNull("code", Members::id),
                data.instant("failed_at"));
    }

    private static RefundSucceeded refundSucceeded(Members data) {
        return new RefundSucceeded(
                data.id("charge_id"),
                data.id("refund_id"),
                data.orNull("payment_id", Members::id),
                data.amount("amount"),
                data.date("refunded_on"));
    }

    private static RefundFailed refundFailed(Members data) {
        return new RefundFailed(data.id("charge_id"), data.id("refund_id"));
    }

    private static DisputeOpened disputeOpened(Members data) {
        return new DisputeOpened(
                data.id("charge_id"),
                data.id("dispute_id"),
                data.orNull("payment_id", Members::id),
                data.amount("amount"),
                data.date("opened_on"));
    }

    private static DisputeClosed disputeClosed(Members data) {
        return new DisputeClosed(
                data.id("charge_id"),
                data.id("dispute_id"),
                data.oneOf("outcome", WON),
                data.date("closed_on"));
    }

    private static Method method(Members from, String name) {
        return from.oneOf(name, METHODS);
    }

    private static Integer intervalCount(Members from, String name) {
        return Math.toIntExact(from.integer(name, 1, INTERVAL_COUNT_MAX));
    }

    private static Integer attemptNumber(Members from, String name) {
        return Math.toIntExact(from.integer(name, 0, ATTEMPTS_MAX));
    }

    private static <T> Map<String, T> byCode(T[] values, Function<T, String> code) {
        var byCode = new LinkedHashMap<String, T>();
        Arrays.stream(values).forEach(value -> byCode.put(code.apply(value), value));
        return byCode;
    }
}

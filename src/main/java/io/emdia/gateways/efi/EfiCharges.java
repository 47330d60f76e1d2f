package io.emdia.gateways.efi;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.facts.ChargeFact.ChargeTold;
import io.emdia.facts.ChargeFact.PaymentFailed;
import io.emdia.facts.ChargeFact.PaymentSucceeded;
import io.emdia.facts.CustomerFact.CustomerTold;
import io.emdia.facts.Event;
import io.emdia.facts.Fact;
import io.emdia.facts.FactDate;
import io.emdia.facts.Member;
import io.emdia.facts.Method;
import io.emdia.facts.SubscriptionFact.Interval;
import io.emdia.facts.SubscriptionFact.Status;
import io.emdia.facts.SubscriptionFact.SubscriptionTold;
import io.emdia.gateways.Decimals;
import io.emdia.gateways.Digests;
import io.emdia.gateways.Members;
import io.emdia.gateways.Moments;
import io.emdia.gateways.Pseudonyms;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Charges and subscriptions as the API answers them: what histories leave out, which is what is
 * asked, until when, of whom and how. Efí has no ids of customers: a pseudonym of the document
 * stands for one. What was paid is told as of the charge's beginning, so that it yields to the
 * history.
 */
final class EfiCharges {

    private static final Map<String, Method> METHODS =
            Map.of(
                    "banking_billet", Method.BOLETO,
                    "carnet", Method.BOLETO,
                    "credit_card", Method.CREDIT_CARD,
                    "pix", Method.PIX);

    private static final Set<String> PAID = Set.of("paid", "settled");
    private static final int MONTHS_MAX = 1200;

    private EfiCharges() {}

    static List<Event> read(Members data, String asked, Instant fetchedAt, Pseudonyms names) {
        var id = checked(data, "charge_id", asked);
        var status = data.id("status");
        var issuedOn = Moments.date(data, "created_at", Moments.BRASILIA);
        var last = last(data, fetchedAt);
        var method = method(data);
        var facts = new ArrayList<Fact>();
        facts.add(told(id, data, method, issuedOn, customer(data, names)));
        addCustomer(facts, data, customer(data, names));
        var events = new ArrayList<Event>();
        events.add(event("charge/" + id + "|" + status, "charge." + status, last, data, facts));
        if (PAID.contains(status)) {
            var paid = new PaymentSucceeded(id, id, total(data), method, at(last), 0, 0, 0);
            var from = issuedOn.in(Moments.BRASILIA).atStartOfDay(Moments.BRASILIA).toInstant();
            events.add(event("charge/" + id + "#paid", "charge.paid", from, data, List.of(paid)));
        }
        return events;
    }

    /** A refusal, where it was a card. Why it was is known while it is the charge's last news. */
    static List<Event> readAttempt(
            Members data, String asked, Instant fetchedAt, Pseudonyms names) {
        var id = checked(data, "charge_id", EfiApi.attempted(asked));
        var at = EfiApi.unpaidAt(asked);
        var events = new ArrayList<>(read(data, id, fetchedAt, names));
        if (method(data) == Method.CREDIT_CARD) {
            var reason = data.id("status").equals("unpaid") ? refusal(data) : null;
            var failed =
                    new PaymentFailed(
                            id, id + "#unpaid@" + at, null, Method.CREDIT_CARD, reason, at);
            var name = "attempt/" + asked + "|" + Objects.requireNonNullElse(reason, "");
            var toldAt = reason == null ? at : at.plus(1, ChronoUnit.MICROS);
            events.add(event(name, "charge.unpaid", toldAt, data, List.of(failed)));
        }
        return events;
    }

    static List<Event> readSubscription(
            Members data, String asked, Instant fetchedAt, Pseudonyms names) {
        var id = checked(data, "subscription_id", asked);
        var status = data.id("status");
        var facts = new ArrayList<Fact>();
        if (status.equals("active") && data.isObject("plan")) {
            facts.add(subscription(id, data, customer(data, names)));
            addCustomer(facts, data, customer(data, names));
        }
        var name = EfiApi.SUBSCRIPTION + "/" + id + "|" + status;
        var at = last(data, fetchedAt);
        return List.of(event(name, EfiApi.SUBSCRIPTION + "." + status, at, data, facts));
    }

    private static Event event(String id, String type, Instant at, Members data, List<Fact> facts) {
        return new Event(
                id.length() > Members.ID_LENGTH_MAX ? Digests.sha256Hex(id.getBytes(UTF_8)) : id,
                type.length() > Members.ID_LENGTH_MAX ? EfiApi.CHARGE : type,
                at,
                data.digest(),
                facts);
    }

    private static String checked(Members data, String name, String asked) {
        var id = data.key(name);
        if (!id.equals(asked)) {
            throw data.misread(name, "must be the one that was asked for");
        }
        return id;
    }

    private static ChargeTold told(
            String id,
            Members data,
            @Nullable Method method,
            FactDate issuedOn,
            @Nullable String customer) {
        return new ChargeTold(
                id,
                orMissing(customer),
                orMissing(data.orNull("subscription_id", Members::key)),
                Member.of(total(data)),
                Member.of(Decimals.REAL),
                orMissing(method),
                Member.of(issuedOn),
                orMissing(due(data)));
    }

    private static SubscriptionTold subscription(
            String id, Members data, @Nullable String customer) {
        var plan = data.object("plan");
        var months = plan.states("interval") ? plan.integer("interval", 1, MONTHS_MAX) : 1;
        return new SubscriptionTold(
                id,
                orMissing(customer),
                orMissing(plan.orNull("name", Members::text)),
                Member.of(data.amount("value")),
                Member.of(Decimals.REAL),
                Member.of(Interval.MONTH),
                Member.of(Math.toIntExact(months)),
                Member.of(Status.ACTIVE),
                Member.of(Moments.date(data, "created_at", Moments.BRASILIA)));
    }

    private static long total(Members data) {
        return data.amount("total");
    }

    private static @Nullable Method method(Members data) {
        if (!data.isObject("payment")) {
            return null;
        }
        var told = data.object("payment").orNull("method", Members::text);
        return told == null ? null : METHODS.getOrDefault(told, Method.UNKNOWN);
    }

    private static @Nullable FactDate due(Members data) {
        if (!data.isObject("payment")) {
            return null;
        }
        var payment = data.object("payment");
        var holder =
                payment.isObject("banking_billet") ? payment.object("banking_billet") : payment;
        return holder.orNull("expire_at", Moments::writtenDay);
    }

    private static @Nullable String refusal(Members data) {
        var payment = data.isObject("payment") ? data.object("payment") : data;
        return payment.isObject("refusal")
                ? payment.object("refusal").orNull("reason", Members::id)
                : null;
    }

    /** The charge's own history grows with its state. */
    private static Instant last(Members data, Instant fetchedAt) {
        if (!data.states("history")) {
            return fetchedAt;
        }
        return data.objects("history").stream()
                .map(it -> it.orNull("created_at", EfiCharges::instant))
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(fetchedAt);
    }

    private static Instant instant(Members from, String name) {
        return Moments.instant(from, name, Moments.BRASILIA);
    }

    private static FactDate at(Instant instant) {
        return new FactDate.At(instant);
    }

    private static void addCustomer(List<Fact> facts, Members data, @Nullable String id) {
        if (id != null) {
            var customer = data.object("customer");
            facts.add(
                    new CustomerTold(
                            id,
                            orMissing(customer.orNull("name", Members::text)),
                            orMissing(customer.orNull("email", Members::text)),
                            orMissing(customer.orNull("phone_number", Members::text)),
                            orMissing(document(customer))));
        }
    }

    private static @Nullable String customer(Members data, Pseudonyms names) {
        var document = data.isObject("customer") ? document(data.object("customer")) : null;
        return document == null ? null : names.of(document);
    }

    private static @Nullable String document(Members customer) {
        var company =
                customer.isObject("juridical_person")
                        ? customer.object("juridical_person").orNull("cnpj", Members::scalar)
                        : null;
        var document = company == null ? customer.orNull("cpf", Members::scalar) : company;
        return document == null || document.isBlank() ? null : document;
    }

    private static <T> Member<T> orMissing(@Nullable T value) {
        return value == null ? Member.missing() : Member.of(value);
    }
}

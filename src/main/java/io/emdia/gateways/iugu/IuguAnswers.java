package io.emdia.gateways.iugu;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.facts.ChargeFact.PaymentFailed;
import io.emdia.facts.Event;
import io.emdia.facts.Fact;
import io.emdia.gateways.Digests;
import io.emdia.gateways.Fetched;
import io.emdia.gateways.Guess;
import io.emdia.gateways.Members;
import io.emdia.gateways.Misread;
import io.emdia.gateways.Reading;
import io.emdia.gateways.Resource;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What Iugu's API answers, each as of when the resource last changed. */
final class IuguAnswers {

    private IuguAnswers() {}

    static Reading read(Members body, String digest, Fetched fetched) {
        var resource = fetched.resource();
        return switch (resource.kind()) {
            case IuguApi.INVOICE -> new Reading.Events(invoice(body, digest, fetched));
            case IuguApi.ATTEMPT -> attempt(body, digest, fetched);
            case IuguApi.SUBSCRIPTION -> subscription(body, digest, fetched);
            case IuguApi.PLAN -> plan(body, digest, resource);
            default -> throw new Misread("body", "must be an invoice, a subscription or a plan");
        };
    }

    private static List<Event> invoice(Members body, String digest, Fetched fetched) {
        var at = changedAt(body, fetched);
        var invoice = new IuguInvoice(body, at);
        var known = new ArrayList<Fact>();
        var guessed = new ArrayList<Fact>();
        invoice.tell(known, guessed);
        var told = event(IuguApi.INVOICE, body.id("id"), at, digest, known);
        return guessed.isEmpty()
                ? List.of(told)
                : List.of(told, Guess.beside(told, Instant.EPOCH, guessed));
    }

    /** The form told that an attempt failed; when it did is the invoice's last change, at best. */
    private static Reading attempt(Members body, String digest, Fetched fetched) {
        var parts = IuguApi.parts(fetched.resource());
        if (parts.size() != 2) {
            throw new Misread("body", "must be of an attempt and its invoice");
        }
        var at = changedAt(body, fetched);
        var method = IuguMembers.method(body);
        var attempt = parts.getFirst();
        var failed = new PaymentFailed(body.id("id"), attempt, null, method, null, at);
        var told = event(IuguApi.ATTEMPT, attempt, at, digest, List.of());
        var events = new ArrayList<>(invoice(body, digest, fetched));
        events.add(told);
        events.add(Guess.beside(told, Instant.EPOCH, List.of(failed)));
        return new Reading.Events(events);
    }

    private static Reading subscription(Members body, String digest, Fetched fetched) {
        var at = changedAt(body, fetched);
        var facts = IuguSubscription.facts(body);
        var event = event(IuguApi.SUBSCRIPTION, body.id("id"), at, digest, facts);
        var plan = IuguSubscription.unknownPlan(body);
        return new Reading.Events(
                List.of(event),
                plan == null ? List.of() : List.of(IuguApi.plan(at, body.id("id"), plan)));
    }

    /** Told as just before the version of the subscription that it belongs to. */
    private static Reading plan(Members body, String digest, Resource resource) {
        var parts = IuguApi.parts(resource);
        if (parts.size() != 3 || parts.get(1).isEmpty()) {
            throw new Misread("body", "must be of a time, a subscription and its plan");
        }
        var facts = List.<Fact>of(IuguSubscription.rhythm(parts.get(1), body));
        var at = before(parts.getFirst());
        return new Reading.Events(List.of(event(IuguApi.PLAN, resource.id(), at, digest, facts)));
    }

    private static Instant before(String time) {
        try {
            return Instant.parse(time).minus(1, ChronoUnit.MICROS);
        } catch (DateTimeException foreign) {
            throw new Misread("body", "must be of a time");
        }
    }

    private static Event event(
            String kind, String id, Instant at, String digest, List<Fact> facts) {
        var name = "%s|%s|%s|%s".formatted(kind, id, at, digest);
        return new Event(
                kind + "|" + Digests.sha256Hex(name.getBytes(UTF_8)), kind, at, digest, facts);
    }

    /** After the form that told of the same change. */
    private static Instant changedAt(Members body, Fetched fetched) {
        var told = IuguMembers.time(body, "updated_at_iso");
        var changed = told == null ? IuguMembers.time(body, "updated_at") : told;
        return Objects.requireNonNullElse(changed, fetched.at()).plus(1, ChronoUnit.MICROS);
    }
}

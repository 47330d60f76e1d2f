package io.emdia.gateways.stripe;

import io.emdia.facts.Event;
import io.emdia.facts.Fact;
import io.emdia.gateways.Arrival;
import io.emdia.gateways.Digests;
import io.emdia.gateways.ExportedRow;
import io.emdia.gateways.Fetched;
import io.emdia.gateways.Gateway;
import io.emdia.gateways.Guess;
import io.emdia.gateways.Members;
import io.emdia.gateways.Misread;
import io.emdia.gateways.Objections;
import io.emdia.gateways.Reading;
import io.emdia.gateways.Trial;
import io.emdia.gateways.Trust;
import io.emdia.gateways.Verdict;

import org.springframework.stereotype.Component;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Stripe's events, of the API versions before and after 2025-03-31. */
@Component
final class StripeGateway implements Gateway {

    static final String NAME = "stripe";

    private static final String SUBSCRIPTION_DELETED = "customer.subscription.deleted";
    private static final String DISPUTE = "charge.dispute.";
    private static final Pattern API_KEY = Pattern.compile("[spr]k_.*");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Verdict authenticate(Arrival arrival, Trust trust, Instant now) {
        return StripeSignature.judge(arrival, trust.secrets(), now);
    }

    @Override
    public Reading read(Arrival arrival, Map<String, String> settings) {
        try {
            return new Reading.Events(events(arrival));
        } catch (Misread misread) {
            return misread.reading();
        }
    }

    @Override
    public Set<String> keptHeaders() {
        return Set.of();
    }

    @Override
    public Set<String> pathEndings() {
        return Set.of();
    }

    @Override
    public String acceptedBody() {
        return "";
    }

    @Override
    public Trial trial(String id, Trust trust, Instant now) {
        var body =
                """
                {"id":"evt_%s","object":"event","type":"emdia.test","created":%d,"data":{"object":{}}}\
                """
                        .formatted(id, now.getEpochSecond());
        return StripeSignature.sign(Trial.Webhook.json(body), trust.secrets(), now);
    }

    @Override
    public List<String> objectionsTo(List<String> secrets, Map<String, String> settings) {
        return new Objections(secrets, settings)
                .atLeastOneSecret()
                .everySecret(
                        secret -> !secret.isBlank() && !API_KEY.matcher(secret).matches(),
                        "must be the endpoint's signing secret, whsec_…")
                .settingsAmong(Set.of(Objections.API_BASE_URL))
                .url(Objections.API_BASE_URL)
                .list();
    }

    private static List<Event> events(Arrival arrival) {
        var row = ExportedRow.of(arrival);
        if (row != null) {
            return List.of(StripeRows.read(row.table(), arrival.body()));
        }
        var fetched = Fetched.of(arrival);
        return fetched == null
                ? webhook(arrival.body())
                : StripeFetched.read(fetched, Members.of(arrival.body()));
    }

    private static List<Event> webhook(byte[] body) {
        var envelope = Members.of(body);
        var told = event(envelope, body);
        if (!told.type().startsWith(DISPUTE) || told.facts().isEmpty()) {
            return List.of(told);
        }
        var dispute = object(told.type(), envelope);
        var guessed = StripeReturns.guess(dispute);
        var opened = dispute.time("created");
        return guessed.isEmpty() || opened == null
                ? List.of(told)
                : List.of(told, Guess.beside(told, opened, guessed));
    }

    private static Event event(Members envelope, byte[] body) {
        var digest = Digests.sha256Hex(body);
        var id = envelope.id("id");
        return switch (envelope.text("object")) {
            case "event" -> {
                var type = envelope.id("type");
                var created = envelope.epochSecond("created");
                yield new Event(id, type, timestamp(type, created), digest, facts(type, envelope));
            }
            case "v2.core.event" -> // thin: names an object, holds none
                    new Event(
                            id,
                            envelope.id("type"),
                            envelope.instant("created"),
                            digest,
                            List.of());
            default -> throw envelope.misread("object", "must be event or v2.core.event");
        };
    }

    /** Seconds cannot order a deletion after the update of the same second: it is the last word. */
    private static Instant timestamp(String type, Instant created) {
        return type.equals(SUBSCRIPTION_DELETED) ? created.plus(1, ChronoUnit.MICROS) : created;
    }

    private static List<Fact> facts(String type, Members envelope) {
        var reader = StripeTypes.reader(type);
        if (reader == null) {
            return List.of();
        }
        return reader.apply(object(type, envelope));
    }

    private static StripeObject object(String type, Members envelope) {
        var object = envelope.object("data").object("object");
        return new StripeObject(type, envelope.epochSecond("created"), object);
    }
}

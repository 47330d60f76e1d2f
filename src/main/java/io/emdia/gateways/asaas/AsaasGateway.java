package io.emdia.gateways.asaas;

import io.emdia.facts.Event;
import io.emdia.gateways.Arrival;
import io.emdia.gateways.Digests;
import io.emdia.gateways.ExportedRow;
import io.emdia.gateways.Fetched;
import io.emdia.gateways.Gateway;
import io.emdia.gateways.Guess;
import io.emdia.gateways.Lookup;
import io.emdia.gateways.Members;
import io.emdia.gateways.Misread;
import io.emdia.gateways.Moments;
import io.emdia.gateways.Objections;
import io.emdia.gateways.Reading;
import io.emdia.gateways.Resource;
import io.emdia.gateways.Tokens;
import io.emdia.gateways.Trial;
import io.emdia.gateways.Trust;
import io.emdia.gateways.Verdict;

import org.springframework.stereotype.Component;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Asaas's events, and its payments as its API answers them. */
@Component
final class AsaasGateway implements Gateway {

    private static final Verdict REFUSED =
            new Verdict.Refused("the token is missing, repeated or no secret");

    static final String NAME = "asaas";

    private static final String HEADER = "asaas-access-token";
    private static final String TIME_ZONE = "time_zone";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final String DELETED = "_DELETED";
    private static final Predicate<String> TOKEN =
            Pattern.compile("(?!\\$aact_)[!-~]{32,255}").asMatchPredicate();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Verdict authenticate(Arrival arrival, Trust trust, Instant now) {
        return Verdict.of(Tokens.isOneOf(arrival.onlyHeader(HEADER), trust.secrets()), REFUSED);
    }

    @Override
    public Reading read(Arrival arrival, Map<String, String> settings) {
        try {
            var zone = zone(settings);
            if (ExportedRow.of(arrival) != null) {
                return row(arrival.body(), zone);
            }
            var fetched = Fetched.of(arrival);
            return fetched == null
                    ? webhook(arrival.body(), zone)
                    : resource(arrival.body(), fetched, zone);
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
        if (trust.secrets().isEmpty()) {
            return Trial.noSecret();
        }
        var body =
                """
                {"id":"evt_%s","event":"EMDIA_TEST","dateCreated":"%s"}\
                """
                        .formatted(id, TIME.format(now.atZone(zone(trust.settings()))));
        return Trial.Webhook.json(body).withHeaders(Map.of(HEADER, trust.secrets().getFirst()));
    }

    @Override
    public List<String> objectionsTo(List<String> secrets, Map<String, String> settings) {
        return new Objections(secrets, settings)
                .atLeastOneSecret()
                .everySecret(
                        TOKEN,
                        "must be the webhook's authToken: 32 to 255 characters, no white space,"
                                + " no API key")
                .settingsAmong(Set.of(TIME_ZONE, Objections.API_BASE_URL))
                .url(Objections.API_BASE_URL)
                .setting(TIME_ZONE, AsaasGateway::isZone, "must be a time zone: America/Sao_Paulo")
                .list();
    }

    private static Reading webhook(byte[] body, ZoneId zone) {
        var envelope = Members.of(body);
        var type = envelope.id("event");
        var digest = Digests.sha256Hex(body);
        var id = Objects.requireNonNullElse(envelope.orNull("id", Members::id), digest);
        if (AsaasPayment.isToldBy(type)) {
            var at = timestamp(type, envelope, zone);
            var payment = AsaasPayment.of(type, at, zone, envelope.object("payment"));
            var missing = payment.isRefundedByHowMuch() ? lookup(payment.id()) : List.<Lookup>of();
            return new Reading.Events(events(id, digest, payment), missing);
        }
        if (AsaasSubscription.isToldBy(type)) {
            var at = timestamp(type, envelope, zone);
            var facts = AsaasSubscription.facts(type, at, envelope.object("subscription"));
            return new Reading.Events(List.of(new Event(id, type, at, digest, facts)));
        }
        var at = envelope.has("dateCreated") ? timestamp(type, envelope, zone) : Instant.EPOCH;
        return new Reading.Events(List.of(new Event(id, type, at, digest, List.of())));
    }

    private static Reading row(byte[] body, ZoneId zone) {
        var payment = AsaasRow.read(body, zone);
        var digest = Digests.sha256Hex(body);
        var id = AsaasTables.CHARGES + ":" + payment.id() + ":" + digest.substring(0, 32);
        return new Reading.Events(events(id, digest, payment));
    }

    private static Reading resource(byte[] body, Fetched fetched, ZoneId zone) {
        var kind = fetched.resource().kind();
        if (!kind.equals(AsaasApi.PAYMENT)) {
            throw new Misread("body", "must be a payment");
        }
        var payment = AsaasPayment.of(kind, fetched.at(), zone, Members.of(body));
        var digest = Digests.sha256Hex(body);
        return new Reading.Events(events(kind + ":" + digest, digest, payment));
    }

    private static List<Event> events(String id, String digest, AsaasPayment payment) {
        var facts = AsaasFacts.of(payment);
        var told = new Event(id, payment.type(), payment.toldAt(), digest, facts.known());
        return facts.guessed().isEmpty()
                ? List.of(told)
                : List.of(told, Guess.beside(told, payment.createdAt(), facts.guessed()));
    }

    private static List<Lookup> lookup(String paymentId) {
        return List.of(new Lookup(new Resource(AsaasApi.PAYMENT, paymentId), true));
    }

    /** Seconds cannot order a deletion after the change of the same second: it is the last word. */
    private static Instant timestamp(String type, Members envelope, ZoneId zone) {
        var at = Moments.instant(envelope, "dateCreated", zone);
        return type.endsWith(DELETED) ? at.plus(1, ChronoUnit.MICROS) : at;
    }

    private static ZoneId zone(Map<String, String> settings) {
        var named = settings.get(TIME_ZONE);
        return named != null && isZone(named) ? ZoneId.of(named) : Moments.BRASILIA;
    }

    private static boolean isZone(String name) {
        try {
            return !ZoneId.of(name).getId().isEmpty();
        } catch (DateTimeException unknown) {
            return false;
        }
    }
}

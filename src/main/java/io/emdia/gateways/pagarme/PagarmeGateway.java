package io.emdia.gateways.pagarme;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.facts.Event;
import io.emdia.facts.Fact;
import io.emdia.gateways.Arrival;
import io.emdia.gateways.Digests;
import io.emdia.gateways.Fetched;
import io.emdia.gateways.Gateway;
import io.emdia.gateways.Guess;
import io.emdia.gateways.Members;
import io.emdia.gateways.Misread;
import io.emdia.gateways.Objections;
import io.emdia.gateways.Reading;
import io.emdia.gateways.Tokens;
import io.emdia.gateways.Trial;
import io.emdia.gateways.Trust;
import io.emdia.gateways.Verdict;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.net.URI;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Pagar.me's webhooks of the core API v5. They prove themselves by a user and password that the
 * merchant chose, by a signature of Pagar.me, or by both. A connection with secrets wants the
 * password, and of a signature that it holds; one without secrets wants the signature. So nothing
 * is believed for lack of a setting.
 */
@Component
final class PagarmeGateway implements Gateway {

    static final String NAME = "pagarme";

    private static final String KEY_SET_URL = "key_set_url";
    private static final String KEY_SET = "https://hubapi.pagar.me/.well-known/jwks.json";
    private static final Verdict REFUSED =
            new Verdict.Refused("user and password are missing, repeated or no secret");
    private static final String BASIC = "basic ";
    private static final Pattern LOGIN = Pattern.compile("[^:\\s]+:\\S{8,}");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Verdict authenticate(Arrival arrival, Trust trust, Instant now) {
        var isKnown = Tokens.isOneOf(login(arrival), trust.secrets());
        var wantsLogin = !trust.secrets().isEmpty();
        var isSigned = arrival.headers().containsKey(PagarmeSignature.HEADER);
        if (wantsLogin && !(isKnown & isSigned)) {
            return Verdict.of(isKnown, REFUSED);
        }
        return PagarmeSignature.judge(arrival, trust, keySet(trust.settings()));
    }

    @Override
    public Reading read(Arrival arrival, Map<String, String> settings) {
        try {
            var fetched = Fetched.of(arrival);
            var events =
                    fetched == null ? webhook(arrival.body()) : resource(arrival.body(), fetched);
            return new Reading.Events(events);
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
            return new Trial.Impossible(
                    "only Pagar.me itself holds the key that signs this connection's webhooks:"
                            + " send one from its panel");
        }
        var body =
                """
                {"id":"hook_%s","type":"emdia.test","created_at":"%s","data":{}}\
                """
                        .formatted(id, now);
        var login = trust.secrets().getFirst().getBytes(UTF_8);
        var basic = "Basic " + Base64.getEncoder().encodeToString(login);
        return Trial.Webhook.json(body).withHeaders(Map.of("authorization", basic));
    }

    @Override
    public List<String> objectionsTo(List<String> secrets, Map<String, String> settings) {
        return new Objections(secrets, settings)
                .everySecret(
                        secret -> LOGIN.matcher(secret).matches(),
                        "must be the webhook's user:password, the password of 8 characters or more")
                .settingsAmong(Set.of(KEY_SET_URL, Objections.API_BASE_URL))
                .url(KEY_SET_URL)
                .url(Objections.API_BASE_URL)
                .list();
    }

    private static URI keySet(Map<String, String> settings) {
        return URI.create(settings.getOrDefault(KEY_SET_URL, KEY_SET));
    }

    /** The {@code user:password} of HTTP Basic; null where there is none. */
    private static @Nullable String login(Arrival arrival) {
        var header = arrival.onlyHeader("authorization");
        if (header == null || !header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return null;
        }
        try {
            var encoded = header.substring(BASIC.length()).strip();
            return new String(Base64.getDecoder().decode(encoded), UTF_8);
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    private static List<Event> webhook(byte[] body) {
        var envelope = Members.of(body);
        var type = envelope.id("type");
        var at = PagarmeTimes.instant(envelope, "created_at");
        var told =
                new Event(
                        envelope.id("id"),
                        type,
                        at,
                        Digests.sha256Hex(body),
                        PagarmeTypes.facts(type, at, envelope));
        return beside(told, PagarmeTypes.guessed(type, at, envelope));
    }

    private static List<Event> beside(Event told, List<Fact> guessed) {
        return guessed.isEmpty()
                ? List.of(told)
                : List.of(told, Guess.beside(told, Instant.EPOCH, guessed));
    }

    /** One event for each state of the charge, however often it is asked for. */
    private static List<Event> resource(byte[] body, Fetched fetched) {
        if (!fetched.resource().kind().equals(PagarmeApi.CHARGE)) {
            throw new Misread("body", "must be a charge");
        }
        var digest = Digests.sha256Hex(body);
        var charge = Members.of(body);
        var at =
                charge.states("updated_at")
                        ? PagarmeTimes.instant(charge, "updated_at")
                        : fetched.at();
        var whole = PagarmeCharge.of(PagarmeApi.CHARGE, at, charge);
        var told = new Event("charge:" + digest, PagarmeApi.CHARGE, at, digest, whole.facts());
        return beside(told, whole.guessed());
    }
}

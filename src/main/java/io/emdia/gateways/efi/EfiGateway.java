package io.emdia.gateways.efi;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.facts.Event;
import io.emdia.gateways.Arrival;
import io.emdia.gateways.Digests;
import io.emdia.gateways.Fetched;
import io.emdia.gateways.Gateway;
import io.emdia.gateways.Lookup;
import io.emdia.gateways.Members;
import io.emdia.gateways.Misread;
import io.emdia.gateways.Objections;
import io.emdia.gateways.Pseudonyms;
import io.emdia.gateways.Reading;
import io.emdia.gateways.Resource;
import io.emdia.gateways.Trial;
import io.emdia.gateways.Trust;
import io.emdia.gateways.Verdict;

import org.springframework.stereotype.Component;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Efí. Nothing it sends is signed: a secret in the URL that it was given ({@code ?secret=}, or
 * {@code ?hmac=} as its manual calls it) is what proves it, besides the client certificate that the
 * proxy in front asks for. Pix comes as JSON to the path with {@code /pix} behind it; Cobranças as
 * a form that only names a history, which must be asked for.
 */
@Component
final class EfiGateway implements Gateway {

    private static final Verdict REFUSED =
            new Verdict.Refused("no secret matches the one in the URL");

    static final String NAME = "efi";

    private static final List<String> PARAMETERS = List.of("secret", "hmac");
    private static final int SECRET_LENGTH_MIN = 16;
    private static final byte[] NOTHING = new byte[0];

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Verdict authenticate(Arrival arrival, Trust trust, Instant now) {
        var any = false;
        for (var parameter : PARAMETERS) {
            var values = arrival.query().get(parameter);
            if (values != null && values.size() > 1) {
                return new Verdict.Refused("the secret in the URL is repeated");
            }
            var given = values == null || values.isEmpty() ? "" : values.getFirst();
            any |= isOneOf(trust.secrets(), given);
        }
        return Verdict.of(any, REFUSED);
    }

    @Override
    public Reading read(Arrival arrival, Map<String, String> settings) {
        try {
            var fetched = Fetched.of(arrival);
            return fetched == null
                    ? webhook(arrival.body())
                    : resource(fetched, Members.of(arrival.body()), arrival.pseudonyms());
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
        return Set.of("pix");
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
        return Trial.Webhook.json("{\"emdia_test\":\"" + id + "\"}")
                .withQuery(Map.of(PARAMETERS.getFirst(), trust.secrets().getFirst()));
    }

    @Override
    public List<String> objectionsTo(List<String> secrets, Map<String, String> settings) {
        return new Objections(secrets, settings)
                .atLeastOneSecret()
                .everySecret(
                        EfiGateway::isUsable,
                        "must have %d or more characters, none of them a space"
                                .formatted(SECRET_LENGTH_MIN))
                .settingsAmong(Set.of(Objections.API_BASE_URL))
                .url(Objections.API_BASE_URL)
                .list();
    }

    private static boolean isUsable(String secret) {
        return secret.length() >= SECRET_LENGTH_MIN
                && secret.chars().noneMatch(Character::isWhitespace);
    }

    /** Digests are compared, which are all of one length. */
    private static boolean isOneOf(List<String> secrets, String given) {
        var digest = digest(given);
        var any = false;
        var usable = 0;
        for (var secret : secrets) {
            if (!secret.isBlank()) {
                any |= Digests.same(digest(secret), digest);
                usable++;
            }
        }
        if (usable == 0) {
            var _ = Digests.same(digest(NAME), digest);
        }
        return any;
    }

    private static byte[] digest(String text) {
        return Digests.hmacSha256(Digests.DUMMY_KEY, text.getBytes(UTF_8));
    }

    /** Told apart by what they hold: both may be sent to one address. */
    private static Reading webhook(byte[] body) {
        var text = new String(body, UTF_8).strip();
        if (text.startsWith("{")) {
            return new Reading.Events(EfiPix.read(Members.of(body)));
        }
        var form = text.isEmpty() ? Members.ofForm(NOTHING) : Members.ofForm(body);
        return form.has(EfiApi.NOTIFICATION) ? named(form) : tried(body);
    }

    private static Reading named(Members form) {
        var token = form.id(EfiApi.NOTIFICATION);
        if (!EfiApi.ID.matcher(token).matches()) {
            throw form.misread(EfiApi.NOTIFICATION, "must be a token");
        }
        var event = event("notification/" + token, EfiApi.NOTIFICATION, token.getBytes(UTF_8));
        var lookup = new Lookup(new Resource(EfiApi.NOTIFICATION, token), true);
        return new Reading.Events(List.of(event), List.of(lookup));
    }

    /** What Efí sends to see whether anybody answers. */
    private static Reading tried(byte[] body) {
        var id = "test/" + Digests.sha256Hex(body);
        return new Reading.Events(List.of(event(id, "test", body)));
    }

    /** Holds no time. */
    private static Event event(String id, String type, byte[] body) {
        return new Event(id, type, Instant.EPOCH, Digests.sha256Hex(body), List.of());
    }

    private static Reading resource(Fetched fetched, Members answer, Pseudonyms names) {
        var id = fetched.resource().id();
        return switch (fetched.resource().kind()) {
            case EfiApi.NOTIFICATION -> EfiHistory.read(answer, id);
            case EfiApi.CHARGE ->
                    new Reading.Events(
                            EfiCharges.read(answer.object("data"), id, fetched.at(), names));
            case EfiApi.ATTEMPT ->
                    new Reading.Events(
                            EfiCharges.readAttempt(answer.object("data"), id, fetched.at(), names));
            case EfiApi.SUBSCRIPTION ->
                    new Reading.Events(
                            EfiCharges.readSubscription(
                                    answer.object("data"), id, fetched.at(), names));
            default -> new Reading.Unreadable("this kind of resource is never asked for");
        };
    }
}

package io.emdia.gateways.iugu;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.gateways.Arrival;
import io.emdia.gateways.Digests;
import io.emdia.gateways.Fetched;
import io.emdia.gateways.Gateway;
import io.emdia.gateways.Members;
import io.emdia.gateways.Misread;
import io.emdia.gateways.Objections;
import io.emdia.gateways.Reading;
import io.emdia.gateways.Tokens;
import io.emdia.gateways.Trial;
import io.emdia.gateways.Trust;
import io.emdia.gateways.Verdict;

import org.springframework.stereotype.Component;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Iugu's triggers, and its invoices, subscriptions and plans as its API answers them. */
@Component
final class IuguGateway implements Gateway {

    private static final Verdict REFUSED =
            new Verdict.Refused("the authorization is missing, repeated or none of ours");

    static final String NAME = "iugu";

    private static final String HEADER = "authorization";
    private static final Predicate<String> VALUE =
            Pattern.compile("[!-~]{16,255}").asMatchPredicate();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Verdict authenticate(Arrival arrival, Trust trust, Instant now) {
        return Verdict.of(
                Tokens.isOneOf(arrival.onlyHeader(HEADER), forms(trust.secrets())), REFUSED);
    }

    @Override
    public Reading read(Arrival arrival, Map<String, String> settings) {
        try {
            var digest = Digests.sha256Hex(arrival.body());
            var fetched = Fetched.of(arrival);
            return fetched == null
                    ? IuguTriggers.read(trigger(arrival.body()), digest)
                    : IuguAnswers.read(Members.of(arrival.body()), digest, fetched);
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
        var webhook = Trial.Webhook.form("event=emdia.test&data%5Bid%5D=" + id);
        return webhook.withHeaders(Map.of(HEADER, trust.secrets().getFirst()));
    }

    @Override
    public List<String> objectionsTo(List<String> secrets, Map<String, String> settings) {
        return new Objections(secrets, settings)
                .atLeastOneSecret()
                .everySecret(
                        VALUE,
                        "must be the trigger's authorization: 16 to 255 characters, no white space")
                .settingsAmong(Set.of(Objections.API_BASE_URL))
                .url(Objections.API_BASE_URL)
                .list();
    }

    /** Which of the three Iugu sends is written nowhere: as it is, or as a user of HTTP Basic. */
    private static List<String> forms(List<String> secrets) {
        var forms = new ArrayList<String>();
        for (var secret : secrets) {
            if (!secret.isBlank()) {
                forms.add(secret);
                forms.add(basic(secret));
                forms.add(basic(secret + ":"));
            }
        }
        return forms;
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
    }

    private static Members trigger(byte[] body) {
        return body.length > 0 && body[0] == '{' ? Members.of(body) : Members.ofForm(body);
    }
}

package io.emdia.gateways.vindi;

import io.emdia.gateways.Arrival;
import io.emdia.gateways.Digests;
import io.emdia.gateways.Fetched;
import io.emdia.gateways.Gateway;
import io.emdia.gateways.Members;
import io.emdia.gateways.Misread;
import io.emdia.gateways.Moments;
import io.emdia.gateways.Objections;
import io.emdia.gateways.Reading;
import io.emdia.gateways.Tokens;
import io.emdia.gateways.Trial;
import io.emdia.gateways.Trust;
import io.emdia.gateways.Verdict;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Vindi's events, and its bills and subscriptions as its API answers them. */
@Component
final class VindiGateway implements Gateway {

    private static final Verdict REFUSED =
            new Verdict.Refused("the URL's secret is missing, repeated or none of ours");

    static final String NAME = "vindi";

    /** What the secret may be called in the URL: our word, and those of Vindi's own plugins. */
    private static final List<String> PARAMETERS = List.of("secret", "key", "token");

    private static final Predicate<String> SECRET =
            Pattern.compile("[A-Za-z0-9._~-]{16,255}").asMatchPredicate();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Verdict authenticate(Arrival arrival, Trust trust, Instant now) {
        return Verdict.of(Tokens.isOneOf(onlySecret(arrival), trust.secrets()), REFUSED);
    }

    @Override
    public Reading read(Arrival arrival, Map<String, String> settings) {
        try {
            var body = Members.of(arrival.body());
            var digest = Digests.sha256Hex(arrival.body());
            var fetched = Fetched.of(arrival);
            return fetched == null
                    ? webhook(body.object("event"), digest)
                    : resource(body, digest, fetched);
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
                {"event":{"type":"emdia.test","created_at":"%s","data":{"test":{"id":"%s"}}}}\
                """
                        .formatted(now, id);
        return Trial.Webhook.json(body)
                .withQuery(Map.of(PARAMETERS.getFirst(), trust.secrets().getFirst()));
    }

    @Override
    public List<String> objectionsTo(List<String> secrets, Map<String, String> settings) {
        return new Objections(secrets, settings)
                .atLeastOneSecret()
                .everySecret(
                        SECRET,
                        "must be 16 to 255 letters, digits or . _ ~ - that stand in the URL")
                .settingsAmong(Set.of(Objections.API_BASE_URL))
                .url(Objections.API_BASE_URL)
                .list();
    }

    private static @Nullable String onlySecret(Arrival arrival) {
        var given =
                PARAMETERS.stream()
                        .flatMap(name -> arrival.query().getOrDefault(name, List.of()).stream())
                        .limit(2)
                        .toList();
        return given.size() == 1 ? given.getFirst() : null;
    }

    private static Reading webhook(Members event, String digest) {
        var type = event.id("type");
        var toldAt = Moments.instant(event, "created_at", Moments.BRASILIA);
        var data = event.object("data");
        return switch (type) {
            case "bill_created", "bill_paid", "bill_canceled" ->
                    new VindiBill(type, toldAt, digest, data.object("bill")).reading();
            case "charge_rejected", "charge_refunded" ->
                    VindiCharge.alone(type, toldAt, digest, data.object("charge"));
            case "subscription_created", "subscription_canceled", "subscription_reactivated" ->
                    new VindiSubscription(type, toldAt, digest, data.object("subscription"))
                            .reading();
            default -> VindiEvents.withoutFacts(type, toldAt, digest, data);
        };
    }

    private static Reading resource(Members body, String digest, Fetched fetched) {
        var kind = fetched.resource().kind();
        return switch (kind) {
            case VindiApi.BILL -> {
                var bill = body.object(kind);
                var at = VindiBill.changedAt(bill, fetched.at());
                yield new VindiBill(kind, at, digest, bill).reading();
            }
            case VindiApi.SUBSCRIPTION -> {
                var subscription = body.object(kind);
                var at = updatedAt(subscription, fetched);
                yield new VindiSubscription(kind, at, digest, subscription).reading();
            }
            default -> throw new Misread("body", "must be a bill or a subscription");
        };
    }

    private static Instant updatedAt(Members resource, Fetched fetched) {
        return resource.states("updated_at")
                ? Moments.instant(resource, "updated_at", Moments.BRASILIA)
                : fetched.at();
    }
}

package io.emdia.gateways;

import io.emdia.gateways.Scheme.Place;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** What a gateway's own trial proves, with what a scheme says besides. */
final class SignedScheme {

    private static final long WINDOW_SECONDS = 300;

    private final String gateway;
    private final String way;
    private final String secret;
    private final Place proof;
    private final boolean coversBody;
    private List<Place> covered = List.of();
    private long window;
    private boolean refusesFuture;
    private UnaryOperator<Delivered> change = delivered -> delivered;
    private Function<Delivered, Object> meaning = Meanings::asItIs;

    SignedScheme(String gateway, String way, String secret, Place proof, boolean coversBody) {
        this.gateway = gateway;
        this.way = way;
        this.secret = secret;
        this.proof = proof;
        this.coversBody = coversBody;
    }

    SignedScheme covering(Place... places) {
        covered = List.of(places);
        return this;
    }

    SignedScheme within(boolean alsoFuture) {
        window = WINDOW_SECONDS;
        refusesFuture = alsoFuture;
        return this;
    }

    SignedScheme changed(UnaryOperator<Delivered> more) {
        change = more;
        return this;
    }

    /** The secret under this name of the query alone. */
    SignedScheme moved(String name) {
        return changed(delivered -> withQuery(delivered, Map.of(name, List.of(secret))));
    }

    private static Delivered withQuery(Delivered delivered, Map<String, List<String>> query) {
        var arrival = new Arrival(delivered.headers(), query, delivered.body());
        return new Delivered(arrival, delivered.trust(), delivered.at());
    }

    SignedScheme meaning(Function<Delivered, Object> other) {
        meaning = other;
        return this;
    }

    Scheme scheme() {
        return new Scheme(
                gateway,
                way,
                this::genuine,
                proof,
                covered,
                coversBody,
                window,
                refusesFuture,
                meaning);
    }

    private Delivered genuine(long number) {
        var trust = Trust.in(List.of(secret), Map.of());
        var judge = Objects.requireNonNull(Schemes.GATEWAYS.get(gateway));
        var trial = judge.trial("forged-%d".formatted(number), trust, Schemes.NOW);
        var webhook = (Trial.Webhook) trial;
        var arrival = new Arrival(lists(webhook.headers()), lists(webhook.query()), webhook.body());
        return change.apply(new Delivered(arrival, trust, Schemes.NOW));
    }

    private static Map<String, List<String>> lists(Map<String, String> single) {
        return single.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, one -> List.of(one.getValue())));
    }
}

package io.emdia.gateways;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Nobody is believed who does not hold the secret, in any way any gateway proves anything. */
class ForgedDeliveriesTests {

    private static final int FORGERIES = Integer.getInteger("emdia.forgeries", 10_000);
    private static final long SEED = Long.getLong("seed", 20250610);

    static List<Scheme> schemes() {
        return Schemes.all();
    }

    @Test
    void everyGatewayHasItsSchemes() {
        assertThat(schemes().stream().map(Scheme::gateway).collect(Collectors.toSet()))
                .isEqualTo(Schemes.GATEWAYS.keySet());
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void theGenuineOneIsBelieved(Scheme scheme) {
        for (var number = 0; number < 50; number++) {
            assertThat(judged(gateway(scheme), scheme.genuine().apply(number)))
                    .isEqualTo(new Verdict.Authentic());
        }
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void noForgeryIsBelieved(Scheme scheme) {
        noneBelieved(gateway(scheme), scheme);
    }

    /** A judge with each of the usual holes is found out. */
    @ParameterizedTest
    @MethodSource("schemes")
    void aJudgeWithAHoleIsFoundOut(Scheme scheme) {
        var holes =
                List.<Predicate<Delivered>>of(
                        _ -> true,
                        delivered -> scheme.proof().values(delivered).isEmpty(),
                        delivered -> isOfAnotherSecret(scheme, delivered),
                        delivered -> beginsLikeAGenuineOne(scheme, delivered));
        for (var hole : holes) {
            var judge = new JudgeWithAHole(gateway(scheme), hole);
            assertThatThrownBy(() -> noneBelieved(judge, scheme))
                    .isInstanceOf(AssertionError.class);
        }
    }

    private static boolean isOfAnotherSecret(Scheme scheme, Delivered delivered) {
        var secrets = scheme.genuine().apply(1).trust().secrets();
        return !delivered.trust().secrets().equals(secrets);
    }

    private static boolean beginsLikeAGenuineOne(Scheme scheme, Delivered delivered) {
        var values = scheme.proof().values(delivered);
        var genuine = scheme.proof().values(scheme.genuine().apply(1)).getFirst();
        return values.size() == 1
                && values.getFirst().length() == genuine.length()
                && values.getFirst().startsWith(genuine.substring(0, 5));
    }

    private static void noneBelieved(Gateway judge, Scheme scheme) {
        var forger = new Forger(scheme, SEED);
        for (var made = 0; made < FORGERIES; made++) {
            var forged = forger.next();
            if (judged(judge, forged) instanceof Verdict.Authentic) {
                throw new AssertionError(
                        "believed forgery %d of seed %d: %s %s %s trusting %s at %s"
                                .formatted(
                                        made,
                                        SEED,
                                        forged.headers(),
                                        forged.query(),
                                        Forger.text(forged.body()),
                                        forged.trust().secrets(),
                                        forged.at()));
            }
        }
    }

    private static Verdict judged(Gateway judge, Delivered delivered) {
        return judge.authenticate(delivered.arrival(), delivered.trust(), delivered.at());
    }

    private static Gateway gateway(Scheme scheme) {
        return Objects.requireNonNull(Schemes.GATEWAYS.get(scheme.gateway()));
    }
}

package io.emdia.intake;

import static io.emdia.intake.IntakeServer.PATIENCE;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.intake.KeySet.Answer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import reactor.core.publisher.Flux;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

class KeySetsTests {

    private static final Duration EVERY = Duration.ofSeconds(30);
    private static final int FLOOD = 200;
    private static final int MANY_SETS = 10;

    private Instant now = Instant.parse("2026-03-13T12:00:00Z");
    private final KeyPublisher publisher = new KeyPublisher();
    private final KeySets sets = new KeySets(IntakeServer.keySetSettings(EVERY), () -> now);

    @AfterEach
    void stop() {
        sets.destroy();
        publisher.close();
    }

    @Test
    void aKeyIsKnownOnceItsSetWasRead() {
        publisher.publish("one");
        assertThat(sets.find(publisher.set(), "one")).isNull();

        assertThat(refreshed()).isEqualTo(Answer.READ);

        assertThat(sets.find(publisher.set(), "one")).isNotNull();
        assertThat(sets.find(publisher.set(), "two")).isNull();
        assertThat(publisher.asked).hasValue(1);
    }

    @Test
    void aNewKeyIsFoundAfterTheInterval() {
        publisher.publish("one");
        refreshed();
        publisher.publish("two");

        assertThat(refreshed()).isEqualTo(Answer.READ);
        assertThat(sets.find(publisher.set(), "two")).isNull();
        now = now.plus(EVERY);
        refreshed();

        assertThat(sets.find(publisher.set(), "two")).isNotNull();
        assertThat(publisher.asked).hasValue(2);
    }

    @Test
    void aFloodAsksOnce() {
        publisher.publish("one");
        publisher.delay = Duration.ofMillis(100);

        var answers =
                Flux.range(0, FLOOD)
                        .flatMap(_ -> sets.refreshed(publisher.set()), FLOOD)
                        .collectList()
                        .block(PATIENCE);

        assertThat(answers).hasSize(FLOOD).containsOnly(Answer.READ);
        assertThat(publisher.asked).hasValue(1);
    }

    @Test
    void aFailureCountsToo() {
        publisher.status = 500;
        assertThat(refreshed()).isEqualTo(Answer.AWAY);
        publisher.status = 200;
        publisher.publish("one");

        assertThat(refreshed()).isEqualTo(Answer.AWAY);
        now = now.plus(EVERY);

        assertThat(refreshed()).isEqualTo(Answer.READ);
        assertThat(publisher.asked).hasValue(2);
    }

    @Test
    void aSlowSetIsNotWaitedFor() {
        publisher.publish("one");
        publisher.delay = Duration.ofSeconds(3);
        var from = System.nanoTime();

        assertThat(refreshed()).isEqualTo(Answer.AWAY);
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not json",
                "[]",
                "{}",
                "{\"keys\":{}}",
                "{\"keys\":[1]}",
                "{\"keys\":["
            })
    void whatIsNoKeySetIsNotBelieved(String body) {
        publisher.body = body;

        assertThat(refreshed()).isEqualTo(Answer.AWAY);
    }

    @Test
    void aHugeSetIsNotRead() {
        publisher.body = "{\"keys\":[],\"more\":\"" + "x".repeat(100_000) + "\"}";

        assertThat(refreshed()).isEqualTo(Answer.AWAY);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void aRedirectIsNotFollowed(int status) {
        publisher.publish("one");
        publisher.status = status;

        assertThat(refreshed()).isEqualTo(Answer.AWAY);
        assertThat(publisher.asked).hasValue(1);
    }

    @Test
    void nobodyThereIsAway() {
        publisher.close();

        assertThat(refreshed()).isEqualTo(Answer.AWAY);
    }

    @Test
    void onlyLongRsaKeysForSignaturesAreTaken() {
        var good = KeyPublisher.json("good", KeyPublisher.pair(2048));
        publisher.body =
                "{\"keys\":[%s,%s,%s,%s,%s,%s,{}]}"
                        .formatted(
                                good,
                                KeyPublisher.json("short", KeyPublisher.pair(1024)),
                                good.replace("good", "enc").replace("\"sig\"", "\"enc\""),
                                good.replace("good", "other").replace("RS256", "PS256"),
                                good.replace("good", "kty").replace("\"RSA\"", "\"EC\""),
                                good.replace("good", "e").replace("AQAB", "%"));

        assertThat(refreshed()).isEqualTo(Answer.READ);

        assertThat(sets.find(publisher.set(), "good")).isNotNull();
        for (var kid : new String[] {"short", "enc", "other", "kty", "e"}) {
            assertThat(sets.find(publisher.set(), kid)).as(kid).isNull();
        }
    }

    @Test
    void aStaleKeyIsServedWhileItsSetIsAwayButNotForEver() {
        publisher.publish("one");
        refreshed();
        publisher.status = 503;

        now = now.plus(Duration.ofHours(24));
        assertThat(sets.find(publisher.set(), "one")).isNull();
        assertThat(refreshed()).isEqualTo(Answer.AWAY);
        assertThat(sets.find(publisher.set(), "one")).isNotNull();

        now = now.plus(EVERY);
        assertThat(sets.find(publisher.set(), "one")).as("asks again").isNull();
        now = now.plus(Duration.ofHours(73));
        assertThat(refreshed()).isEqualTo(Answer.AWAY);
        assertThat(sets.find(publisher.set(), "one")).isNull();
    }

    @Test
    void aStaleKeyThatWasWithdrawnIsGone() {
        publisher.publish("one");
        refreshed();
        publisher.body = "{\"keys\":[]}";

        now = now.plus(Duration.ofHours(24));
        assertThat(refreshed()).isEqualTo(Answer.READ);

        assertThat(sets.find(publisher.set(), "one")).isNull();
    }

    @Test
    void theSetAskedForLongestAgoMakesRoom() {
        publisher.publish("one");
        for (var index = 0; index < MANY_SETS; index++) {
            now = now.plusSeconds(1);
            sets.refreshed(set(index)).block(PATIENCE);
        }

        assertThat(sets.find(set(MANY_SETS - 1), "one")).isNotNull();
        assertThat(sets.find(set(0), "one")).isNull();
    }

    private URI set(int index) {
        return URI.create(publisher.set() + "/" + index);
    }

    private Answer refreshed() {
        return Objects.requireNonNull(sets.refreshed(publisher.set()).block(PATIENCE));
    }
}

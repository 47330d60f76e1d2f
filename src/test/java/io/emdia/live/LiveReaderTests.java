package io.emdia.live;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

class LiveReaderTests {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int KEPT = 50;
    private static final long SEED = Long.getLong("seed", 7);
    private static final int STEPS = 20_000;

    private final Sinks.Many<Frame> documents = Sinks.many().replay().latest();
    private final Sinks.Many<Tail> tails = Sinks.many().replay().latest();
    private final Sinks.Many<Frame> beats = Sinks.many().multicast().directBestEffort();
    private Tail tail = Tail.NONE;

    @Test
    void whoComesFirstGetsTheDocumentAndTheNewestTwentyOldestFirst() {
        show(7);
        happen(30);

        StepVerifier.create(written(Seen.NOTHING))
                .expectNext("kpis 7-10")
                .expectNextSequence(happened(7, 11, 30))
                .then(() -> happen(1))
                .expectNext("happened 7-31")
                .then(() -> show(8))
                .expectNext("kpis 8-31")
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void whoComesBackGoesOnWhereItWas() {
        show(9);
        happen(30);

        StepVerifier.create(written(new Seen(7, 12)))
                .expectNext("kpis 9-12")
                .expectNextSequence(happened(9, 13, 30))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void whoHasEverythingHearsOnlyThatItIsConnected() {
        show(9);
        happen(30);

        StepVerifier.create(written(new Seen(9, 30)))
                .expectNext("beat")
                .then(() -> happen(1))
                .expectNext("happened 9-31")
                .then(() -> beats.tryEmitNext(Frame.BEAT))
                .expectNext("beat")
                .thenCancel()
                .verify(PATIENCE);
    }

    @ParameterizedTest(name = "after {0} of 130: {1}")
    @CsvSource({"79, reset 110", "80, kpis 80", "130, beat", "131, reset 110"})
    void whoMissedTooMuchOrComesFromElsewhereBeginsAnew(long position, String first) {
        show(9);
        happen(130);
        var word = first.split(" ")[0];
        var version = word.equals("kpis") ? "9" : "";
        var told = word.equals("beat") ? word : word + " " + version + "-" + first.split(" ")[1];

        StepVerifier.create(written(new Seen(word.equals("beat") ? 9 : 8, position)))
                .expectNext(told)
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void afterAResetComeTheDocumentAndTheNewest() {
        show(9);
        happen(130);

        StepVerifier.create(written(new Seen(9, 5)))
                .expectNext("reset -110")
                .expectNext("kpis 9-110")
                .expectNextSequence(happened(9, 111, 130))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void aMerchantWithoutFiguresHasEventsAndThenDocuments() {
        documents.tryEmitNext(Frame.NO_DOCUMENT);
        happen(2);

        StepVerifier.create(written(Seen.NOTHING))
                .expectNext("happened -1", "happened -2")
                .then(() -> show(4))
                .expectNext("kpis 4-2")
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void aSlowClientSkipsToTheNewestDocument() {
        show(1);
        tails.tryEmitNext(tail);

        StepVerifier.create(written(Seen.NOTHING), 0)
                .thenRequest(1)
                .expectNext("kpis 1-0")
                .then(() -> LongStream.rangeClosed(2, 9).forEach(this::show))
                .thenRequest(1)
                .expectNext("kpis 9-0")
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void aNewerDocumentGoesBeforeTheEventsThatWait() {
        show(1);
        happen(20);

        StepVerifier.create(written(Seen.NOTHING), 0)
                .thenRequest(3)
                .expectNext("kpis 1-0", "happened 1-1", "happened 1-2")
                .then(() -> show(2))
                .thenRequest(2)
                .expectNext("kpis 2-2", "happened 2-3")
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void aSlowClientThatMissedTooManyEventsBeginsAnew() {
        show(1);
        happen(1);

        StepVerifier.create(written(Seen.NOTHING), 0)
                .thenRequest(2)
                .expectNext("kpis 1-0", "happened 1-1")
                .then(() -> happen(KEPT + 1))
                .thenRequest(3)
                .expectNext("reset -32", "kpis 1-32", "happened 1-33")
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void beatsComeBeforeAnythingIsKnown() {
        StepVerifier.create(written(Seen.NOTHING))
                .expectSubscription()
                .then(() -> beats.tryEmitNext(Frame.BEAT))
                .expectNext("beat")
                .thenCancel()
                .verify(PATIENCE);
    }

    /** Whatever the client's pace, and however often it comes back. */
    @Test
    void betweenResetsNoEventIsLostNorToldTwice() {
        var random = new Random(SEED);
        var client = new Client();
        show(1);
        happen(5);
        for (var step = 0; step < STEPS; step++) {
            switch (random.nextInt(6)) {
                case 0 -> show(2 + random.nextInt(5));
                case 1, 2 -> happen(random.nextInt(8));
                case 3 -> happen(random.nextInt(200) == 0 ? KEPT * 2 : 0);
                case 4 -> client.take(random.nextInt(10));
                default -> client.comeBack(random.nextInt(3) == 0);
            }
        }

        assertThat(client.gaps).as("seed " + SEED).isEmpty();
        assertThat(client.told).isGreaterThan(STEPS / 10);
        assertThat(client.resets).isBetween(1, STEPS / 20);
    }

    /** Takes as much as it likes, and remembers what it should have been told. */
    private final class Client {

        private final List<String> gaps = new java.util.ArrayList<>();
        private int told;
        private int resets;
        private String id = "";
        private long expected = -1;
        private reactor.core.publisher.BaseSubscriber<String> open = opened();

        private void take(int count) {
            if (count > 0) {
                open.request(count);
            }
        }

        private void comeBack(boolean really) {
            if (really) {
                open.cancel();
                open = opened();
            }
        }

        private reactor.core.publisher.BaseSubscriber<String> opened() {
            var subscriber =
                    new reactor.core.publisher.BaseSubscriber<String>() {
                        @Override
                        protected void hookOnSubscribe(org.reactivestreams.Subscription all) {}

                        @Override
                        protected void hookOnNext(String frame) {
                            hear(frame);
                        }
                    };
            written(Seen.read(id)).subscribe(subscriber);
            return subscriber;
        }

        private void hear(String frame) {
            if (frame.equals("beat")) {
                return;
            }
            told++;
            id = frame.split(" ")[1];
            var position = Seen.read(id).position();
            switch (frame.split(" ")[0]) {
                case "reset" -> {
                    resets++;
                    expected = position + 1;
                }
                case "happened" -> {
                    if (expected != -1 && position != expected) {
                        gaps.add(frame + " instead of " + expected);
                    }
                    expected = position + 1;
                }
                default -> {}
            }
        }
    }

    private Flux<String> written(Seen seen) {
        return new LiveReader(seen)
                .frames(documents.asFlux(), tails.asFlux(), beats.asFlux())
                .map(LiveReaderTests::word);
    }

    /** As in "kpis 7-10": the event and its id. */
    private static String word(Frame frame) {
        var lines = Written.text(frame).replaceAll("(event|id): ", "").split("\n");
        return frame == Frame.BEAT ? "beat" : lines[0] + " " + lines[1];
    }

    private void show(long version) {
        documents.tryEmitNext(Frame.document(version, "{}".getBytes(UTF_8)));
    }

    private void happen(int count) {
        var next =
                LongStream.rangeClosed(tail.position() + 1, tail.position() + count)
                        .mapToObj(p -> Frame.event(p, "x", Instant.EPOCH, "{}".getBytes(UTF_8)))
                        .toList();
        tail = tail.with(next, KEPT);
        tails.tryEmitNext(tail);
    }

    private static List<String> happened(long version, long first, long last) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(position -> "happened " + version + "-" + position)
                .toList();
    }
}

package io.emdia.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

class AnswerWatchTests {

    private static final Duration SILENCE_MAX = Duration.ofSeconds(10);
    private static final byte[] QUESTION = {'Q', 0, 0, 0, 8, 'x', 'y', 'z', 0};
    private static final byte[] PART = {'D', 0, 0, 0, 5, 'Z'};
    private static final byte[] READY = {'C', 0, 0, 0, 4, 'Z', 0, 0, 0, 5, 'T'};

    private final EmbeddedChannel channel = new EmbeddedChannel(new AnswerWatch(SILENCE_MAX));

    @BeforeEach
    void stopTheClock() {
        channel.freezeTime();
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void aQuestionThatIsNeverAnsweredEndsTheConnection() {
        ask();
        pass(SILENCE_MAX.minusSeconds(1));
        assertThat(channel.isOpen()).isTrue();

        pass(Duration.ofSeconds(3));
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void anAnswerThatStopsHalfWayEndsTheConnection() {
        ask();
        hear(PART);
        pass(SILENCE_MAX.plusSeconds(3));

        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aConnectionThatWasAnsweredMayRestForEver() {
        ask();
        hear(READY);
        pass(SILENCE_MAX.multipliedBy(10));

        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void theEndOfAnAnswerMayComeInPieces() {
        ask();
        hear(PART);
        for (var one : READY) {
            hear(new byte[] {one});
        }
        pass(SILENCE_MAX.multipliedBy(2));

        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void aSlowAnswerIsWaitedForAsLongAsItMoves() {
        ask();
        for (var part = 0; part < 20; part++) {
            pass(SILENCE_MAX.dividedBy(2));
            hear(PART);
        }
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void everyQuestionIsWatchedAnew() {
        ask();
        hear(READY);
        pass(SILENCE_MAX.multipliedBy(2));
        ask();
        pass(SILENCE_MAX.minusSeconds(1));
        assertThat(channel.isOpen()).isTrue();

        pass(Duration.ofSeconds(3));
        assertThat(channel.isOpen()).isFalse();
    }

    private void ask() {
        channel.writeOutbound(Unpooled.wrappedBuffer(QUESTION));
    }

    private void hear(byte[] bytes) {
        channel.writeInbound(Unpooled.wrappedBuffer(bytes));
    }

    private void pass(Duration time) {
        for (var second = 0; second < time.toSeconds(); second++) {
            channel.advanceTimeBy(1, TimeUnit.SECONDS);
            channel.runScheduledPendingTasks();
        }
    }
}

package io.emdia.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

class FrameTests {

    @Test
    void aDocumentCarriesItsVersionAsId() {
        var frame = Frame.document(1842, "{\"a\":1}".getBytes(StandardCharsets.UTF_8));

        assertThat(Written.text(frame)).isEqualTo("event: kpis\nid: 1842\ndata: {\"a\":1}\n\n");
    }

    @Test
    void aLineBreakInAnEventsNameForgesNoField() {
        var frame =
                Frame.event(
                        7,
                        "charge\r\ndata: forged\u0000\u2028x",
                        Instant.EPOCH,
                        "{}".getBytes(StandardCharsets.UTF_8));

        assertThat(Written.text(frame))
                .isEqualTo("event: charge__data: forged__x\nid: 7\ndata: {}\n\n");
    }

    @Test
    void anEndlessNameIsCut() {
        var frame = Frame.event(7, "x".repeat(5_000), Instant.EPOCH, new byte[0]);

        assertThat(Written.text(frame)).hasSizeLessThan(200);
    }

    @Test
    void aRetryIsToldInMilliseconds() {
        assertThat(Written.text(Frame.retry(Duration.ofSeconds(3)))).isEqualTo("retry: 3000\n\n");
    }
}

package io.emdia.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeenTests {

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "5", "5-", "-", "a-1", "1-2-3", "1-9999999999999999999", "1 - 2"})
    void aForeignIdIsAsGoodAsNone(String id) {
        assertThat(Seen.read(id)).isEqualTo(Seen.NOTHING);
    }

    @Test
    void anIdIsReadAsItWasWritten() {
        assertThat(Seen.read(new Seen(7, 12).id())).isEqualTo(new Seen(7, 12));
        assertThat(Seen.read(new Seen(Seen.NONE, 12).id())).isEqualTo(new Seen(Seen.NONE, 12));
        assertThat(Seen.read(null)).isEqualTo(Seen.NOTHING);
    }
}

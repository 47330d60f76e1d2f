package io.emdia.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.Random;

class SealingKeyTests {

    private static final SealingKey KEY = SealingKey.fresh();
    private static final byte[] PLAIN = "Maria da Silva".getBytes(UTF_8);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 1024, 70_000})
    void whatItSealsItOpens(int length) {
        var plain = new byte[length];
        new Random(length).nextBytes(plain);

        assertThat(KEY.open(KEY.seal(plain, "a"), "a")).isEqualTo(plain);
    }

    @Test
    void theSameTextIsNeverSealedToTheSameBytes() {
        assertThat(KEY.seal(PLAIN, "a")).isNotEqualTo(KEY.seal(PLAIN, "a"));
    }

    @Test
    void opensForNothingElseThanItWasSealedFor() {
        var sealed = KEY.seal(PLAIN, "a|b");

        assertThatThrownBy(() -> KEY.open(sealed, "a|c")).isInstanceOf(Unopened.class);
    }

    @Test
    void opensByNoOtherKey() {
        var sealed = KEY.seal(PLAIN, "a");

        assertThatThrownBy(() -> SealingKey.fresh().open(sealed, "a")).isInstanceOf(Unopened.class);
    }

    @Test
    void aChangedBitAnywhereKeepsItShut() {
        for (var at = 0; at < KEY.seal(PLAIN, "a").length; at++) {
            var changed = KEY.seal(PLAIN, "a");
            changed[at] ^= (byte) 0x10;

            assertThatThrownBy(() -> KEY.open(changed, "a"))
                    .as("byte %d", at)
                    .isInstanceOf(Unopened.class);
        }
    }

    @Test
    void aPieceOfItStaysShut() {
        var sealed = KEY.seal(PLAIN, "a");

        for (var length = 0; length < sealed.length; length++) {
            var piece = Arrays.copyOf(sealed, length);
            assertThatThrownBy(() -> KEY.open(piece, "a"))
                    .as("%d bytes", length)
                    .isInstanceOf(Unopened.class);
        }
    }

    @Test
    void aWrappedKeyOpensWhatItSealedBefore() {
        var inner = SealingKey.fresh();
        var sealed = inner.seal(PLAIN, "a");

        var again = SealingKey.unwrapped(inner.wrappedBy(KEY, "inner"), KEY, "inner");

        assertThat(again.open(sealed, "a")).isEqualTo(PLAIN);
    }

    @Test
    void showsNothingOfItself() {
        assertThat(KEY.toString()).isEqualTo("SealingKey " + KEY.id());
        assertThat(KEY.id()).hasSize(16);
    }
}

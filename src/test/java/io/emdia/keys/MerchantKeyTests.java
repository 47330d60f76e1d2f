package io.emdia.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;

class MerchantKeyTests {

    private static final byte[] PLAIN = "Maria da Silva".getBytes(UTF_8);

    private final SealingKey root = SealingKey.fresh();
    private final MerchantKey key = new MerchantKey("acme", root);

    @Test
    void wordsAndPseudonymsAreTheSameForTheSameAlone() {
        var again = new MerchantKey("acme", root);

        assertThat(key.digest("maria")).isEqualTo(again.digest("maria"));
        assertThat(key.digest("maria")).isNotEqualTo(key.digest("marie"));
        assertThat(key.pseudonym("12345678909"))
                .isEqualTo(again.pseudonym("12345678909"))
                .matches("[0-9a-f]{32}")
                .isNotEqualTo(key.pseudonym("12345678908"));
    }

    @Test
    void anotherMerchantsAreOthers() {
        var other = TestKeys.fresh("other");

        assertThat(other.digest("maria")).isNotEqualTo(key.digest("maria"));
        assertThat(other.pseudonym("maria")).isNotEqualTo(key.pseudonym("maria"));
    }

    @Test
    void whatIsOneMerchantsOpensForNoOther() {
        var sealed = key.seal(PLAIN, "event 1");
        var impostor = new MerchantKey("other", root);

        assertThat(key.open(sealed, "event 1")).isEqualTo(PLAIN);
        assertThatThrownBy(() -> impostor.open(sealed, "event 1")).isInstanceOf(Unopened.class);
    }

    @Test
    void aPersonsKeyIsNoDataAndOpensOnlyAsThatPersons() {
        var wrapped = key.wrap(SealingKey.fresh(), "person 1");

        assertThatThrownBy(() -> key.open(wrapped, "person 1")).isInstanceOf(Unopened.class);
        assertThatThrownBy(() -> key.unwrap(wrapped, "person 2")).isInstanceOf(Unopened.class);
        assertThat(key.unwrap(wrapped, "person 1")).isNotNull();
    }
}

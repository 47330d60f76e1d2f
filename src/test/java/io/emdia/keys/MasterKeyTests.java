package io.emdia.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;

import java.util.HexFormat;

class MasterKeyTests {

    private static final String FIRST = TestKeys.encoded("01234567890123456789012345678901");
    private static final String SECOND = TestKeys.encoded("a second key of thirty-two bytes");

    /** Of the first key, as it was written before sealed bytes named their key. */
    private static final byte[] WITHOUT_ID =
            HexFormat.of()
                    .parseHex("01000102030405060708090a0b917f62c1d7bad64f20efc75cbf4b30206f695920");

    @Test
    void opensWhatWasSealedBeforeKeysHadIds() {
        var key = new MasterKey(TestKeys.settings(FIRST));

        assertThat(key.open(WITHOUT_ID, "a")).isEqualTo("kept".getBytes(UTF_8));
    }

    @Test
    void opensWhatAnAcceptedKeySealed() {
        var sealed = new MasterKey(TestKeys.settings(FIRST)).seal("x".getBytes(UTF_8), "a");
        var later = new MasterKey(TestKeys.settings(SECOND, FIRST));

        assertThat(later.open(sealed, "a")).isEqualTo("x".getBytes(UTF_8));
        assertThat(later.open(WITHOUT_ID, "a")).isEqualTo("kept".getBytes(UTF_8));
        assertThatThrownBy(() -> new MasterKey(TestKeys.settings(SECOND)).open(sealed, "a"))
                .isInstanceOf(Unopened.class);
    }

    @Test
    void sealsByTheCurrentOne() {
        var sealed = new MasterKey(TestKeys.settings(SECOND, FIRST)).seal("x".getBytes(UTF_8), "a");

        assertThat(new MasterKey(TestKeys.settings(SECOND)).open(sealed, "a")).isNotEmpty();
    }

    @Test
    void aKeyThatIsNoneIsRefusedWithoutBeingQuoted() {
        assertThatThrownBy(() -> new MasterKey(TestKeys.settings("c2hvcnQ=")))
                .hasMessageContaining("32 bytes in base64")
                .hasMessageNotContaining("c2hvcnQ=")
                .hasNoCause();
    }
}

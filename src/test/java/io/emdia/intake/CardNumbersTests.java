package io.emdia.intake;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Random;

class CardNumbersTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'card_number':'4539578763621486'}|{'card_number':'4539570000001486'}",
                "{'data':{'cardNumber' : '4539 5787 6362 1486'}}"
                        + "|{'data':{'cardNumber' : '4539 5700 0000 1486'}}",
                "{'card':{'brand':'visa','number':4539578763621486}}"
                        + "|{'card':{'brand':'visa','number':4539570000001486}}",
                "{'a':[{'credit_card':{'holder':{},'number':'4539-5787-6362-1486'}}]}"
                        + "|{'a':[{'credit_card':{'holder':{},'number':'4539-5700-0000-1486'}}]}",
                "{'pan':'378282246310005'}|{'pan':'378282000000005'}"
            })
    void theMiddleOfACardNumberIsTakenOut(String body, String masked) {
        assertThat(masked(body)).isEqualTo(masked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'id':'4539578763621486'}",
                "{'number':'4539578763621486'}",
                "{'card':{'id':'4539578763621486'}}",
                "{'card':{'id':1},'number':'4539578763621486'}",
                "{'card_number':'4539578763621487'}",
                "{'card_number':'453957876362'}",
                "{'card_number':'xxxx4539578763621486'}",
                "{'company':'4539578763621486'}",
                "4539578763621486",
                "card_number=4539578763621486"
            })
    void nothingElseIsChanged(String body) {
        assertThat(masked(body)).isEqualTo(body);
    }

    @Test
    void whateverComesIsAnsweredInItsLength() {
        var random = new Random(7);
        var letters = "{}[]\":,\\ 0123456789 card_number".getBytes(UTF_8);
        for (var round = 0; round < 20_000; round++) {
            var body = new byte[random.nextInt(120)];
            for (var at = 0; at < body.length; at++) {
                body[at] = letters[random.nextInt(letters.length)];
            }
            assertThat(CardNumbers.masked(body)).hasSameSizeAs(body);
        }
        assertThat(CardNumbers.masked(("[".repeat(100_000) + "1".repeat(19)).getBytes(UTF_8)))
                .hasSize(100_019);
    }

    /** Bodies are written with single quotes. */
    private static String masked(String body) {
        var bytes = body.replace('\'', '"').getBytes(UTF_8);
        return new String(CardNumbers.masked(bytes), UTF_8).replace('"', '\'');
    }
}

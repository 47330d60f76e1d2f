package io.emdia.gateways.pagbank;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.gateways.Arrival;
import io.emdia.gateways.Pseudonyms;

import org.junit.jupiter.api.Test;

import java.util.Map;

/** Who has no id is named by the merchant's own key, and so is all that follows from the name. */
class PagbankPseudonymTests {

    private static final byte[] BODY =
            PagbankBodies.order("ORDE_1", PagbankBodies.charge("CHAR_1", "PAID", 14_990, 0, ""));

    @Test
    void theNameIsTheMerchantsPseudonymOfTheDocument() {
        var told = read(text -> "of-" + text.substring(9));

        assertThat(told).contains("of-09").doesNotContain(Pseudonyms.NOBODYS.of("12345678909"));
    }

    @Test
    void nothingThatIsReadIsTheSameUnderAnotherMerchantsKey() {
        assertThat(read(_ -> "one").replace("one", ""))
                .isNotEqualTo(read(_ -> "two").replace("two", ""));
    }

    private static String read(Pseudonyms pseudonyms) {
        var arrival = new Arrival(Map.of(), Map.of(), BODY, pseudonyms);
        return new PagbankGateway().read(arrival, Map.of()).toString();
    }
}

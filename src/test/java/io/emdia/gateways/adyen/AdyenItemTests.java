package io.emdia.gateways.adyen;

import static io.emdia.gateways.adyen.AdyenBodies.body;
import static io.emdia.gateways.adyen.AdyenBodies.facts;
import static io.emdia.gateways.adyen.AdyenBodies.only;
import static io.emdia.gateways.adyen.AdyenBodies.reading;
import static io.emdia.gateways.adyen.AdyenBodies.sample;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.facts.ChargeFact.PaymentSucceeded;
import io.emdia.facts.Method;
import io.emdia.gateways.Reading;
import io.emdia.gateways.adyen.AdyenBodies.Item;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.Map;

class AdyenItemTests {

    private static final Item PAYMENT = Item.of("AUTHORISATION");

    @ParameterizedTest
    @CsvSource({
        "visa, CREDIT_CARD",
        "mc_googlepay, CREDIT_CARD",
        "elo, CREDIT_CARD",
        "maestro, DEBIT_CARD",
        "visadebit, DEBIT_CARD",
        "pix, PIX",
        "pix_automatico, PIX_AUTOMATIC",
        "boletobancario_santander, BOLETO",
        "paypal, WALLET",
        "bankTransfer_IBAN, BANK_TRANSFER",
        "somethingnew, UNKNOWN"
    })
    void methodsAreOurWords(String method, Method ours) {
        assertThat(only(PaymentSucceeded.class, facts(PAYMENT.method(method))).method())
                .isEqualTo(ours);
    }

    @Test
    void aCardMayBeADebitCardByItsFunding() {
        var debit = PAYMENT.additional("\"fundingSource\":\"DEBIT\",");

        assertThat(only(PaymentSucceeded.class, facts(debit)).method())
                .isEqualTo(Method.DEBIT_CARD);
    }

    @Test
    void anEventIsItsCodeItsReferenceAndItsOutcome() {
        var event = sample("card-refused");

        assertThat(event.id()).isEqualTo("AUTHORISATION|DEMO7301ABRIL000|false");
        assertThat(event.type()).isEqualTo("AUTHORISATION");
        assertThat(event.timestamp()).isEqualTo(Instant.parse("2026-04-10T09:01:10Z"));
    }

    @Test
    void theNewerFamiliesTellNothing() {
        var event = sample("token-created");

        assertThat(event.type()).isEqualTo("recurring.token.created");
        assertThat(event.id()).isEqualTo("DEMO7301TOKEN001");
        assertThat(event.facts()).isEmpty();
    }

    @Test
    void aFormTellsWhatJsonTells() {
        var form =
                "live=false&eventCode=AUTHORISATION&pspReference=PSP1&originalReference="
                        + "&merchantAccountCode=Loja&merchantReference=COB-1&value=14990"
                        + "&currency=BRL&success=true&paymentMethod=visa&reason=why"
                        + "&eventDate=2026-04-12T06%3A01%3A44-03%3A00";

        assertThat(AdyenBodies.events(form.getBytes(UTF_8), Map.of()).getFirst().facts())
                .isEqualTo(facts(PAYMENT));
    }

    @ParameterizedTest
    @CsvSource({
        "eventDate, amount.value",
        "'\"value\":14990', amount.value",
        "'\"currency\":\"BRL\"', currency",
        "'\"success\":\"true\"', success",
        "'\"pspReference\":\"PSP1\"', pspReference"
    })
    void whatLacksWhatItMustIsUnreadable(String removed, String named) {
        var json = new String(body(PAYMENT), UTF_8);
        var cut =
                removed.equals("eventDate")
                        ? json.replace("2026-04-12T", "")
                        : without(json, removed);
        var reading = reading(cut.getBytes(UTF_8), Map.of());

        assertThat(reading).isInstanceOf(Reading.Unreadable.class);
        assertThat(((Reading.Unreadable) reading).reason())
                .contains(removed.equals("eventDate") ? removed : named);
    }

    private static String without(String json, String member) {
        return json.replace(member + ",", "").replace("," + member, "");
    }
}

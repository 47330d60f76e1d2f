package io.emdia.operations;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;

class MaskingTests {

    @Test
    void whatAPersonNeedsToFindTheCauseIsShown() {
        assertThat(
                        masked(
                                """
                                {"id":"evt_d26e303b238e509335ac9ba210e51b0f&730100004",
                                 "event":"PAYMENT_RECEIVED","dateCreated":"2026-03-13 14:22:31",
                                 "payment":{"id":"pay_000004398412","customer":"cus_000007301001",
                                  "value":149.9,"billingType":"PIX","status":"RECEIVED",
                                  "dueDate":"2026-03-10","deleted":false,"installment":null}}
                                """))
                .isEqualTo(
                        "{\"id\":\"evt_d26e303b238e509335ac9ba210e51b0f&730100004\","
                                + "\"event\":\"PAYMENT_RECEIVED\","
                                + "\"dateCreated\":\"2026-03-13 14:22:31\","
                                + "\"payment\":{\"id\":\"pay_000004398412\","
                                + "\"customer\":\"cus_000007301001\",\"value\":149.9,"
                                + "\"billingType\":\"PIX\",\"status\":\"RECEIVED\","
                                + "\"dueDate\":\"2026-03-10\",\"deleted\":false,"
                                + "\"installment\":null}}");
    }

    @Test
    void whatIsSomebodysIsNot() {
        assertThat(
                        masked(
                                """
                                {"name":"Marina Teles","description":"Plano de Marina",
                                 "payer":{"id":42,"type":"customer","birth":"1990-01-02",
                                  "identification":{"type":"CPF","number":"12345678909"},
                                  "phone":{"area_code":11,"number":998877665}}}
                                """))
                .isEqualTo(
                        "{\"name\":\"•••\",\"description\":\"•••\",\"payer\":{\"id\":42,"
                                + "\"type\":\"•••\",\"birth\":\"•••\",\"identification\":{"
                                + "\"type\":\"•••\",\"number\":\"•••\"},\"phone\":{"
                                + "\"area_code\":\"•••\",\"number\":\"•••\"}}}");
    }

    @ParameterizedTest(name = "{0}: {1} is masked")
    @CsvSource({
        "id, marina@example.com",
        "id, 123.456.789-09",
        "id, 12345678909",
        "customer, 12.345.678/0001-95",
        "reference, cob-5511998877665",
        "status, Marina",
        "status, Marina Teles",
        "type, 4111 1111 1111 1111",
        "code, 4111111111111111",
        "due_date, 12345678909",
        "amount, (11) 99887-7665",
        "created_at, +55 11 99887-7665",
        "id, Marina",
        "billing_email, paid",
        "tax_id, ab12",
        "document_type, cpf",
        "urn, x",
    })
    void aPromisingNameShowsNothingPersonal(String name, String value) {
        assertThat(masked("{\"%s\":\"%s\"}".formatted(name, value))).contains(Masking.MASK);
    }

    @ParameterizedTest(name = "{0}: {1} is shown")
    @CsvSource({
        "id, 550e8400-e29b-41d4-a716-446655440000",
        "chargeId, in_1Pgc6tLkdIwHu7ix",
        "subscription, sub_demo7301assin01",
        "payment_method, credit_card",
        "created_at, 2026-03-13T17:22:31.123-03:00",
        "due_on, 2026-03-13",
        "dueDate, 13/03/2026",
        "total_amount, 149.90",
        "currency, BRL",
        "situação, PAGO",
    })
    void aPromiseThatIsKeptIsShown(String name, String value) {
        assertThat(masked("{\"a\":[{\"%s\":\"%s\"}]}".formatted(name, value))).contains(value);
    }

    @ParameterizedTest(name = "the name {0} is masked")
    @ValueSource(strings = {"marina@example.com", "Marina Teles", "12345678909", "Marina"})
    void aNameMayBeSomebodysToo(String name) {
        assertThat(masked("{\"%s\":1}".formatted(name))).isEqualTo("{\"•••\":1}");
    }

    @Test
    void longNumbersAreShownOnlyAsIds() {
        assertThat(masked("{\"id\":12345678909,\"created\":1751316000,\"value\":12345678909}"))
                .isEqualTo("{\"id\":12345678909,\"created\":1751316000,\"value\":\"•••\"}");
        assertThat(masked("{\"anything\":12345,\"else\":1234}"))
                .isEqualTo("{\"anything\":\"•••\",\"else\":1234}");
    }

    @Test
    void formsAreMaskedLikeObjects() {
        assertThat(
                        masked(
                                "event=invoice.paid&data[id]=F1AB&data[payer][name]=Marina+Teles"
                                        + "&data%5Bpayer_cpf_cnpj%5D=12345678909&data[total]=149.90"
                                        + "&m%40x.com=1"))
                .isEqualTo(
                        "event=invoice.paid&data[id]=F1AB&data[payer][name]=•••"
                                + "&data[payer_cpf_cnpj]=•••&data[total]=149.90&•••=•••");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Marina Teles, 123.456.789-09",
                "<xml>Marina</xml>",
                "{\"id\":\"a1\",\"name\":\"Marina",
                "",
                "marina"
            })
    void whatCannotBeReadIsOnlyMeasured(String body) {
        var shown = MaskedBody.of(body.getBytes(StandardCharsets.UTF_8));

        assertThat(shown.kind()).isEqualTo("other");
        assertThat(shown.text()).matches("\\d+ bytes that are not shown");
        assertThat(shown.sha256()).matches("[0-9a-f]{64}");
    }

    @Test
    void depthAndBytesOfAnyKindEndInAnAnswer() {
        var deep = "[".repeat(200_000);
        assertThat(MaskedBody.of(deep.getBytes(StandardCharsets.UTF_8)).kind()).isEqualTo("other");
        assertThat(MaskedBody.of(new byte[] {(byte) 0xff, 0, '{'}).kind()).isEqualTo("other");
    }

    private static String masked(String body) {
        return MaskedBody.of(body.getBytes(StandardCharsets.UTF_8)).text();
    }
}

package io.emdia.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.ProductClient;
import io.emdia.RunningProduct;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;

/** Tables as gateways export them, in the dialects that spreadsheets write. */
class TableImportsIntegrationTests {

    private static final String ASAAS_TOKEN = "a-Token.of_Thirty2-characters+more!Z";

    private static final String PORTUGUESE =
            """
            Identificador;Nome;Valor;Data de criação;Vencimento;Data de pagamento;\
            Forma de pagamento;Situação
            pay_1;"Marina; a ""mãe"" dela";1.149,90;01/03/2026;10/03/2026;13/03/2026;Pix;Recebida
            pay_2;"linha
            quebrada";R$ 10,00;01/03/2026;10/03/2026;;Boleto bancário;Vencida
            pay_3;João;dez;01/03/2026;10/03/2026;;Pix;Vencida
            """
                    .replace("\n", "\r\n");

    private static RunningProduct product;
    private static ImportClient imports;

    @BeforeAll
    static void start() {
        product = RunningProduct.start();
        imports = new ImportClient(product);
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    @Test
    void asaasInPortugueseWithSemicolonsAndWesternLetters() {
        var connection = connected("asaas-pt", "asaas", ASAAS_TOKEN);
        var done = imported("asaas-pt", PORTUGUESE.getBytes(StandardCharsets.ISO_8859_1));

        assertThat(done.at("/format").asString()).isEqualTo("asaas-charges");
        assertThat(done.at("/read").asInt()).isEqualTo(3);
        assertThat(done.at("/applied").asInt()).isEqualTo(2);
        assertThat(done.at("/refusals/0/line").asInt()).isEqualTo(5);
        assertThat(done.at("/refusals/0/reason").asString()).startsWith("valor must be");
        var paid = charge("asaas-pt", connection, "pay_1");
        assertThat(paid.at("/amount").asLong()).isEqualTo(114_990);
        assertThat(paid.at("/status").asString()).isEqualTo("paid");
        assertThat(charge("asaas-pt", connection, "pay_2").at("/status").asString())
                .isEqualTo("overdue");
    }

    @Test
    void asaasUnderTheApisNamesWithCommasAndABom() {
        var connection = connected("asaas-en", "asaas", ASAAS_TOKEN);
        var table =
                """
                \uFEFFid,value,dateCreated,dueDate,clientPaymentDate,billingType,status
                pay_1,"1,149.90",2026-03-01,2026-03-10,2026-03-13,PIX,RECEIVED
                """;

        var done = imported("asaas-en", table.getBytes(StandardCharsets.UTF_8));

        assertThat(done.at("/applied").asInt()).isEqualTo(1);
        assertThat(charge("asaas-en", connection, "pay_1").at("/paid_amount").asLong())
                .isEqualTo(114_990);
    }

    @Test
    void bothTablesOfStripeAreOneCharge() {
        var connection = connected("stripe-both", "stripe", "whsec_x");
        var payments =
                """
                id,Created (UTC),Amount,Amount Refunded,Currency,Status,Customer ID,Captured,\
                Invoice ID,Card Funding,Card Brand
                ch_1,2026-03-13 17:22,149.90,0.00,brl,Paid,cus_1,true,in_1,credit,Visa
                """;
        var invoices =
                """
                id;Customer;Amount Due;Amount Paid;Currency;Status;Date (UTC);Due Date (UTC);\
                Paid At (UTC);Subscription
                in_1;cus_1;149,90;149,90;brl;paid;2026-03-01 13:00;2026-03-10 13:00;\
                2026-03-13 17:22;sub_1
                """;

        var first = imported("stripe-both", payments.getBytes(StandardCharsets.UTF_8));
        var second = imported("stripe-both", invoices.getBytes(StandardCharsets.UTF_8));

        assertThat(first.at("/format").asString()).isEqualTo("stripe-payments");
        assertThat(second.at("/format").asString()).isEqualTo("stripe-invoices");
        assertThat(product.get("/v1/merchants/stripe-both/charges").get("items")).hasSize(1);
        var charge = charge("stripe-both", connection, "in_1");
        assertThat(charge.at("/status").asString()).isEqualTo("paid");
        assertThat(charge.at("/paid_amount").asLong()).isEqualTo(14_990);
    }

    @Test
    void aTableOfAGatewayThatIsNotConnectedIsRefused() {
        product.merchant("unconnected");

        var answer =
                imports.send(
                        "unconnected",
                        null,
                        "id,Customer,Amount Due,Amount Paid,Currency\nin_1,c,1,1,brl\n");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("connection_id is required");
    }

    private static String connected(String merchant, String gateway, String secret) {
        product.merchant(merchant);
        return product.connection(merchant, gateway, secret);
    }

    private static JsonNode imported(String merchant, byte[] body) {
        var accepted = imports.send(merchant, "", null, ProductClient.ADMINISTRATOR, body);
        return imports.finished(merchant, accepted);
    }

    private static JsonNode charge(String merchant, String connection, String charge) {
        return product.get("/v1/merchants/" + merchant + "/charges/" + connection + "/" + charge);
    }
}

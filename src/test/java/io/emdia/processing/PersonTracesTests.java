package io.emdia.processing;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.deliveries.Delivery;
import io.emdia.ledger.CustomerKey;
import io.emdia.ledger.Person;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;

class PersonTracesTests {

    private static final Person ANA =
            new Person("Ana", "ana@example.com", "(11) 91234-5678", "123.456.789-00");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\":{\"customer_id\":\"77\"}}",
                "{\"data\":{\"customer\":{\"id\":77}}}",
                "{\"payer\":[{\"mail\":\"ANA@Example.com\"}]}",
                "{\"a\":\"\\u0061na@example.com\"}",
                "{\"doc\":\"12345678900\"}",
                "{\"phones\":[\"+55 11 91234-5678\"]}",
                "{\"nested\":\"{\\\"customer\\\":\\\"77\\\"}\"}",
                "event=paid&customer_id=77",
                "data={\"customer\":77}&x=1",
                "broken {\"mail\": \"ana@example.com\"",
                "mail=ana%40example.com"
            })
    void whatNamesThePersonIsFound(String body) {
        assertThat(traces("77").isIn(delivery(body))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"quantity\":77,\"customer_id\":\"78\"}",
                "{\"customer_id\":\"770\",\"document\":\"123.456.789-01\"}",
                "{\"mail\":\"bia@example.com\",\"phone\":\"1\"}",
                "quantity=77",
                "not a form",
                ""
            })
    void whatNamesSomebodyElseIsNot(String body) {
        assertThat(traces("77").isIn(delivery(body))).isFalse();
    }

    @Test
    void anIdThatIsNobodyElsesValueNeedsNoName() {
        assertThat(traces("cus_4711x").isIn(delivery("{\"ref\":\"cus_4711x\"}"))).isTrue();
        assertThat(traces("cus_4711x").isIn(delivery("{\"ref\":\"cus_4711xy\"}"))).isFalse();
    }

    private static PersonTraces traces(String id) {
        return new PersonTraces(new CustomerKey("m", "c", id), ANA);
    }

    private static Delivery delivery(String body) {
        return new Delivery("m", "c", "standard", Map.of(), "", body.getBytes(UTF_8));
    }
}

package io.emdia.intake;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

import java.net.URI;
import java.util.HashSet;
import java.util.List;

class RawRequestTests {

    @Test
    void aQueryIsKeptWithoutItsSecrets() {
        assertThat(kept("data.id=12&type=payment", "s3cret")).isEqualTo("data.id=12&type=payment");
        assertThat(kept("a=1&key=s3cret&b=2", "old", "s3cret")).isEqualTo("a=1&b=2");
        assertThat(kept("key=s%33cret", "s3cret")).isEmpty();
        assertThat(kept("key=s3cret", "")).isEqualTo("key=s3cret");
        assertThat(RawRequest.queryWithout(List.of(), MockServerHttpRequest.post("/x").build()))
                .isEmpty();
    }

    @Test
    void whatNamesTheSameIdFirstStaysTogether() {
        var first = key("{\"type\":\"a\",\"data\":{\"charge_id\" : \"h1\",\"amount\":1}}");
        var second = key("{\"type\":\"other\",\"data\":{\"charge_id\":\"h1\",\"amount\":2}}");

        assertThat(first).isEqualTo(second).startsWith("c1/");
    }

    @Test
    void oneConnectionUsesManyPartitions() {
        var keys = new HashSet<String>();
        for (var id = 0; id < 1000; id++) {
            keys.add(key("{\"data\":{\"charge_id\":\"h" + id + "\"}}"));
        }

        assertThat(keys).hasSizeGreaterThan(50).hasSizeLessThanOrEqualTo(64);
    }

    @Test
    void anyBytesHaveAKey() {
        for (var body : List.of("", "id", "id\"", "id\":", "id\":\"", "\"id\":7", "{\"id\":\"x")) {
            assertThat(key(body)).startsWith("c1/");
        }
        assertThat(PartitionKey.of("c1", new byte[100_000])).startsWith("c1/");
    }

    private static String key(String body) {
        return PartitionKey.of("c1", body.getBytes(UTF_8));
    }

    private static String kept(String query, String... secrets) {
        var request =
                MockServerHttpRequest.method(
                                org.springframework.http.HttpMethod.POST,
                                URI.create("/webhooks/c1?" + query))
                        .build();
        return RawRequest.queryWithout(List.of(secrets), request);
    }
}

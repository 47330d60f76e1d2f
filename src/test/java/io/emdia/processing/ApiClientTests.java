package io.emdia.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.emdia.gateways.ApiCall;
import io.emdia.gateways.ApiCall.Grant;
import io.emdia.processing.NotAnswered.Kind;
import io.emdia.processing.StubApi.Reply;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

class ApiClientTests {

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SOON = Duration.ofMillis(50);
    private static final InstantSource CLOCK = InstantSource.system();

    private final Bearers bearers = new Bearers(CLOCK);
    private final ApiClient client =
            new ApiClient(bearers, LookupRig.settings(SOON, SOON), CLOCK, JsonMapper.shared());

    /** As when several calls of one connection find out at once. */
    @Test
    void aBearerThatAnotherCallRenewedAndIsRefusedTooIsARefusalOfCredentials() {
        try (var api = new StubApi()) {
            var grant = new Grant(URI.create(api.baseUrl() + "/token"), "client", "secret");
            var call = new ApiCall(URI.create(api.baseUrl() + "/x"), Map.of(), grant);
            bearers.keep("c1", grant, "old", LONG);
            api.behave(
                    _ -> {
                        bearers.keep("c1", grant, "renewed", LONG);
                        return Reply.of(401, "");
                    });

            var failure = catchThrowable(() -> client.get("c1", call).block(LookupRig.PATIENCE));

            assertThat(failure)
                    .isInstanceOfSatisfying(
                            NotAnswered.class,
                            it -> assertThat(it.kind()).isEqualTo(Kind.UNAUTHORIZED));
            assertThat(api.calls)
                    .extracting(StubApi.Call::authorization)
                    .containsExactly("Bearer old", "Bearer renewed");
        } finally {
            client.destroy();
        }
    }
}

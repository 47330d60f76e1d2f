package io.emdia.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.util.Objects.requireNonNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.server.ServerWebExchange;

import reactor.core.publisher.Mono;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

class ForwardedClientTests {

    private static final List<String> TRUSTED = List.of("10.0.0.0/8", "192.168.1.7", "fd00::/8");

    private static final URI ASKED = URI.create("http://emdia.test/v1/a%2Fb?q=c%20d");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.1.2.3    | 203.0.113.9                      | 203.0.113.9",
                "10.1.2.3    | 198.51.100.1, 203.0.113.9        | 203.0.113.9",
                "10.1.2.3    | 198.51.100.1, 203.0.113.9, 10.9.9.9 | 203.0.113.9",
                "192.168.1.7 | 203.0.113.9                      | 203.0.113.9",
                "10.1.2.3    | 10.4.4.4                         | 10.4.4.4",
                "10.1.2.3    | 198.51.100.1, unknown            | 10.1.2.3",
                "10.1.2.3    | localhost                        | 10.1.2.3",
                "10.1.2.3    | 198.51.100.1, , 10.9.9.9         | 10.9.9.9",
                "fd00::1     | 2001:db8::5                      | 2001:db8::5",
                "192.168.1.8 | 203.0.113.9                      | 192.168.1.8",
                "203.0.113.1 | 198.51.100.1                     | 203.0.113.1",
            })
    void theClientIsTheRightmostThatIsNoTrustedProxy(String peer, String told, String client)
            throws Exception {
        var seen = seen(TRUSTED, peer, "X-Forwarded-For", told);

        assertThat(requireNonNull(seen.getRequest().getRemoteAddress()).getAddress())
                .isEqualTo(InetAddress.ofLiteral(client));
    }

    @Test
    void theSchemeIsTheTrustedProxys() throws Exception {
        assertThat(scheme(seen(TRUSTED, "10.0.0.1", "X-Forwarded-Proto", "https")))
                .isEqualTo("https");
        assertThat(scheme(seen(TRUSTED, "10.0.0.1", "X-Forwarded-Proto", "https, http")))
                .isEqualTo("http");
        assertThat(scheme(seen(TRUSTED, "10.0.0.1", "X-Forwarded-Proto", "javascript")))
                .isEqualTo("http");
        assertThat(scheme(seen(TRUSTED, "203.0.113.1", "X-Forwarded-Proto", "https")))
                .isEqualTo("http");
    }

    @Test
    void nobodyIsTrustedUnasked() throws Exception {
        var seen = seen(List.of(), "127.0.0.1", "X-Forwarded-For", "203.0.113.9");

        assertThat(requireNonNull(seen.getRequest().getRemoteAddress()).getAddress())
                .isEqualTo(InetAddress.ofLiteral("127.0.0.1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.example.test", "10.0.0.0/33", "10.0.0/8/9", "", "10.0.0.0/x"})
    void whatIsNoNetworkIsRefused(String network) {
        assertThatThrownBy(() -> new ProxySettings(List.of(network)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("emdia.http.trusted-proxies");
    }

    private static String scheme(ServerWebExchange exchange) {
        return String.valueOf(exchange.getRequest().getURI().getScheme());
    }

    private static ServerWebExchange seen(
            List<String> trusted, String peer, String header, String value) throws Exception {
        var request =
                MockServerHttpRequest.method(HttpMethod.GET, ASKED)
                        .header(header, value)
                        .remoteAddress(new InetSocketAddress(InetAddress.ofLiteral(peer), 4711));
        var seen = new AtomicReference<ServerWebExchange>();
        new ForwardedClient(new ProxySettings(trusted))
                .filter(
                        MockServerWebExchange.from(request),
                        exchange -> Mono.fromRunnable(() -> seen.set(exchange)))
                .block(Duration.ofSeconds(5));
        assertThat(seen.get().getRequest().getURI().getRawPath()).isEqualTo("/v1/a%2Fb");
        return seen.get();
    }
}

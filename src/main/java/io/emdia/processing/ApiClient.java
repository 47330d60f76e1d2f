package io.emdia.processing;

import io.emdia.gateways.ApiCall;
import io.emdia.gateways.ApiCall.Grant;
import io.emdia.processing.NotAnswered.Kind;
import io.netty.channel.ChannelOption;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;

import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;

/**
 * Asks the APIs of gateways: one call, no redirect followed, an answer of limited length in limited
 * time. Every failure is a {@link NotAnswered}; nothing of a call is logged.
 */
@Component
final class ApiClient implements DisposableBean {

    private static final Duration IDLE_MAX = Duration.ofSeconds(20);
    private static final Duration GRANTED_FOR = Duration.ofMinutes(5);
    private static final int UNAUTHORIZED = 401;
    private static final Map<String, String> GRANT = Map.of("grant_type", "client_credentials");

    private final Bearers bearers;
    private final InstantSource clock;
    private final JsonMapper json;
    private final ConnectionProvider sockets;
    private final WebClient web;
    private final Duration within;

    ApiClient(Bearers bearers, LookupSettings settings, InstantSource clock, JsonMapper json) {
        this.bearers = bearers;
        this.clock = clock;
        this.json = json;
        this.sockets = sockets(settings);
        this.web = web(sockets, settings);
        this.within = settings.connectWithin().plus(settings.answerWithin());
    }

    private static ConnectionProvider sockets(LookupSettings settings) {
        return ConnectionProvider.builder("gateway-apis")
                .maxConnections(settings.atOnce())
                .pendingAcquireMaxCount(settings.atOnce())
                .pendingAcquireTimeout(settings.connectWithin())
                .maxIdleTime(IDLE_MAX)
                .build();
    }

    private static WebClient web(ConnectionProvider sockets, LookupSettings settings) {
        var http =
                HttpClient.create(sockets)
                        .followRedirect(false)
                        .option(
                                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                                Math.toIntExact(settings.connectWithin().toMillis()))
                        .responseTimeout(settings.answerWithin());
        return WebClient.builder()
                .clientConnector(new ReactorClientHttpConnector(http))
                .codecs(
                        codecs ->
                                codecs.defaultCodecs()
                                        .maxInMemorySize(
                                                Math.toIntExact(settings.answerMax().toBytes())))
                .build();
    }

    @Override
    public void destroy() {
        sockets.dispose();
    }

    /** The body of a 2xx answer. */
    Mono<byte[]> get(String connectionId, ApiCall call) {
        var grant = call.grant();
        return grant == null
                ? answer(web.get().uri(call.uri()).headers(to -> call.headers().forEach(to::set)))
                : bearer(connectionId, grant)
                        .flatMap(token -> get(connectionId, call, token))
                        .onErrorResume(ApiClient::isStale, _ -> granted(connectionId, call, grant));
    }

    /** A token that was kept may have been withdrawn: once more, with one granted since. */
    private Mono<byte[]> granted(String connectionId, ApiCall call, Grant grant) {
        return bearer(connectionId, grant)
                .flatMap(token -> get(connectionId, call, token))
                .onErrorMap(ApiClient::isStale, _ -> NotAnswered.status(UNAUTHORIZED, null));
    }

    private static boolean isStale(Throwable failure) {
        return failure instanceof StaleBearer;
    }

    private Mono<byte[]> get(String connectionId, ApiCall call, Token token) {
        return answer(web.get().uri(call.uri()).headers(to -> headers(to, call, token)))
                .onErrorMap(
                        failure -> isUnauthorized(failure),
                        failure -> forgotten(connectionId, token, failure));
    }

    private static void headers(HttpHeaders to, ApiCall call, Token token) {
        call.headers().forEach(to::set);
        to.setBearerAuth(token.value());
    }

    private static boolean isUnauthorized(Throwable failure) {
        return failure instanceof NotAnswered not && not.kind() == Kind.UNAUTHORIZED;
    }

    private Throwable forgotten(String connectionId, Token token, Throwable failure) {
        bearers.forget(connectionId, token.value());
        return token.kept() ? new StaleBearer() : failure;
    }

    /** Never leaves this class. */
    private static final class StaleBearer extends RuntimeException {

        private static final long serialVersionUID = 1;

        StaleBearer() {
            super("", null, false, false);
        }
    }

    private record Token(String value, boolean kept) {}

    private Mono<Token> bearer(String connectionId, Grant grant) {
        return Mono.defer(
                () -> {
                    var known = bearers.find(connectionId, grant);
                    return known != null
                            ? Mono.just(new Token(known, true))
                            : ask(grant).map(body -> read(connectionId, grant, body));
                });
    }

    private Mono<byte[]> ask(Grant grant) {
        var login = grant.client() + ":" + grant.secret();
        var basic = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        return answer(
                web.post()
                        .uri(grant.uri())
                        .header(HttpHeaders.AUTHORIZATION, "Basic " + basic)
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(GRANT));
    }

    private Token read(String connectionId, Grant grant, byte[] body) {
        var token = tree(body).path("access_token").asString("");
        if (token.isEmpty()) {
            throw new NotAnswered(Kind.UNREADABLE, "the gateway granted no token");
        }
        var seconds = tree(body).path("expires_in").asLong(GRANTED_FOR.toSeconds());
        bearers.keep(connectionId, grant, token, Duration.ofSeconds(seconds));
        return new Token(token, false);
    }

    private JsonNode tree(byte[] body) {
        try {
            return json.readTree(body);
        } catch (JacksonException foreign) {
            throw new NotAnswered(Kind.UNREADABLE, "the gateway's grant is not JSON");
        }
    }

    private Mono<byte[]> answer(WebClient.RequestHeadersSpec<?> request) {
        return request.exchangeToMono(this::body).timeout(within).onErrorMap(NotAnswered::of);
    }

    private Mono<byte[]> body(ClientResponse response) {
        if (response.statusCode().is2xxSuccessful()) {
            return response.bodyToMono(byte[].class).defaultIfEmpty(new byte[0]);
        }
        var status = response.statusCode().value();
        var header = response.headers().asHttpHeaders().getFirst(HttpHeaders.RETRY_AFTER);
        var after = RetryAfter.read(header, clock.instant());
        return response.releaseBody().then(Mono.error(() -> NotAnswered.status(status, after)));
    }
}

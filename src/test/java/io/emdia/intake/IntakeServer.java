package io.emdia.intake;

import io.emdia.gateways.Gateway;
import io.emdia.http.Closing;
import io.emdia.http.Problem;
import io.emdia.merchants.Connection;
import io.emdia.merchants.ConnectionDirectory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import org.springframework.util.unit.DataSize;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The real endpoint on a real socket; connections, log and clock are the test's. */
final class IntakeServer implements AutoCloseable {

    static final Instant NOW = Instant.parse("2025-06-10T12:00:00Z");
    static final Duration PATIENCE = Duration.ofSeconds(10);

    final ListLog log = new ListLog();
    final List<String> acts = new CopyOnWriteArrayList<>();
    final Map<String, ConnectionDirectory.Lookup> connections = new ConcurrentHashMap<>();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final Closing closing = new Closing();
    final KeySets keySets =
            new KeySets(keySetSettings(Duration.ofSeconds(30)), InstantSource.system());
    final Admission admission;
    private final AnnotationConfigApplicationContext context;
    private final DisposableServer server;

    IntakeServer(IntakeSettings settings) {
        admission = new Admission(settings);
        context = new AnnotationConfigApplicationContext();
        context.register(Web.class);
        context.registerBean(WebhookIntake.class, () -> intake(settings));
        context.registerBean(WebhookEndpoint.class);
        context.registerBean(TrialEndpoint.class, this::trials);
        context.refresh();
        var handler = WebHttpHandlerBuilder.applicationContext(context).build();
        server =
                HttpServer.create()
                        .host("127.0.0.1")
                        .port(0)
                        .handle(new ReactorHttpHandlerAdapter(handler))
                        .bindNow(PATIENCE);
    }

    private List<Gateway> gateways() {
        return List.copyOf(context.getBeansOfType(Gateway.class).values());
    }

    private ConnectionDirectory.Lookup find(String id) {
        return connections.getOrDefault(id, new ConnectionDirectory.Lookup.Unknown());
    }

    private WebhookIntake intake(IntakeSettings settings) {
        var gateways = gateways();
        return new WebhookIntake(
                this::find,
                gateways,
                admission,
                keySets,
                log,
                closing,
                InstantSource.fixed(NOW),
                settings,
                new IntakeMeters(registry, admission, gateways));
    }

    private TrialEndpoint trials() {
        return new TrialEndpoint(
                this::find,
                gateways(),
                context.getBean(WebhookIntake.class),
                InstantSource.fixed(NOW),
                (merchant, act, subject, details) ->
                        Mono.fromRunnable(() -> acts.add(merchant + " " + act + " " + subject)));
    }

    static IntakeSettings settings(int rate, int burst, int maxInFlight) {
        return new IntakeSettings(
                DataSize.ofKilobytes(16),
                rate,
                burst,
                maxInFlight,
                maxInFlight,
                maxInFlight,
                DataSize.ofMegabytes(1),
                DataSize.ofMegabytes(1),
                Duration.ofSeconds(2));
    }

    static KeySetSettings keySetSettings(Duration refreshEvery) {
        return new KeySetSettings(
                refreshEvery,
                Duration.ofHours(24),
                Duration.ofHours(72),
                Duration.ofMillis(500),
                DataSize.ofKilobytes(64),
                3);
    }

    void connect(String id, String gateway, boolean enabled, String... secrets) {
        connect(id, gateway, enabled, List.of(secrets), Map.of());
    }

    void connect(
            String id,
            String gateway,
            boolean enabled,
            List<String> secrets,
            Map<String, String> settings) {
        var connection = new Connection(id, "acme", gateway, secrets, null, settings, enabled);
        connections.put(id, new ConnectionDirectory.Lookup.Found(connection));
    }

    int port() {
        return server.port();
    }

    WebTestClient client() {
        return WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port())
                .responseTimeout(PATIENCE)
                .build();
    }

    ResponseSpec postChunked(String path, byte[] body) {
        var buffers = new ArrayList<DataBuffer>();
        for (var from = 0; from < body.length; from += 1000) {
            var to = Math.min(from + 1000, body.length);
            var part = Arrays.copyOfRange(body, from, to);
            buffers.add(DefaultDataBufferFactory.sharedInstance.wrap(part));
        }
        return client().post()
                .uri("/webhooks/" + path)
                .headers(all -> Sender.signed("msg_1", NOW, body).forEach(all::set))
                .body(BodyInserters.fromDataBuffers(Flux.fromIterable(buffers)))
                .exchange();
    }

    @Override
    public void close() {
        server.disposeNow(PATIENCE);
        context.close();
        keySets.destroy();
    }

    @EnableWebFlux
    @ComponentScan("io.emdia.gateways")
    static class Web {

        @Bean
        @Order(-2)
        WebExceptionHandler problems() {
            return Web::answer;
        }

        private static Mono<Void> answer(ServerWebExchange exchange, Throwable failure) {
            if (!(failure instanceof Problem problem)) {
                return Mono.error(failure);
            }
            var response = exchange.getResponse();
            response.setStatusCode(problem.status());
            response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
            var wait = problem.retryAfter();
            if (wait != null) {
                var seconds = Math.max(1, wait.plusMillis(999).toSeconds());
                response.getHeaders().set(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
            }
            var body = ("{\"detail\":\"" + problem.getMessage() + "\"}").getBytes();
            return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
        }
    }
}

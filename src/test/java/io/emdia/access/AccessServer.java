package io.emdia.access;

import io.emdia.embedded.TestServers;
import io.emdia.merchants.AppliedByConnection;
import io.emdia.merchants.GatewayKinds;
import io.emdia.merchants.ListBulletin;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

import reactor.core.publisher.Mono;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** This capability on a real socket and a real PostgreSQL; the bulletin is a list. */
public final class AccessServer implements AutoCloseable {

    public static final String ADMINISTRATOR = "the-administrator-of-these-tests";
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    public final TestServers.TestDatabase database;
    final Path dataDir;
    final ConfigurableApplicationContext context;

    private AccessServer(
            TestServers.TestDatabase database,
            ListBulletin bulletin,
            Map<String, String> settings) {
        this.database = database;
        try {
            this.dataDir = Files.createTempDirectory("emdia-access");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        var properties = new HashMap<String, Object>(database.springProperties());
        properties.put("emdia.data-dir", dataDir.toString());
        properties.put("emdia.admin-token", ADMINISTRATOR);
        properties.put("emdia.master-key", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");
        properties.put("server.port", "0");
        properties.put("emdia.http.refusals", "0s");
        properties.putAll(settings);
        context =
                new SpringApplicationBuilder(Slice.class)
                        .web(WebApplicationType.REACTIVE)
                        .initializers(
                                made -> made.getBeanFactory().registerSingleton("list", bulletin))
                        .run(
                                properties.entrySet().stream()
                                        .map(one -> "--" + one.getKey() + "=" + one.getValue())
                                        .toArray(String[]::new));
    }

    public static AccessServer start() {
        return start(Map.of());
    }

    /** With settings besides. */
    public static AccessServer start(Map<String, String> settings) {
        return new AccessServer(TestServers.freshDatabase(), new ListBulletin(), settings);
    }

    /** Another node of the same installation. */
    public static AccessServer node(TestServers.TestDatabase database, ListBulletin bulletin) {
        return new AccessServer(database, bulletin, Map.of());
    }

    public String url() {
        return "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
    }

    public WebTestClient anonymous() {
        return WebTestClient.bindToServer().baseUrl(url()).responseTimeout(PATIENCE).build();
    }

    public WebTestClient administrator() {
        return with(ADMINISTRATOR);
    }

    public WebTestClient with(String token) {
        return anonymous()
                .mutate()
                .defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                .build();
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public void createMerchant(String id) {
        administrator()
                .post()
                .uri("/v1/merchants")
                .bodyValue(
                        Map.of(
                                "id",
                                id,
                                "name",
                                "Name of " + id,
                                "time_zone",
                                "America/Sao_Paulo",
                                "calendar",
                                "BR"))
                .exchange()
                .expectStatus()
                .isCreated();
    }

    public String secret(String merchant, Caller.Role role) {
        return token(merchant, role).token();
    }

    AccessTokens.Issued token(String merchant, Caller.Role role) {
        return result(bean(AccessTokens.class).issue(merchant, role, "of a test", null));
    }

    /** What a publisher gives, which it must. */
    public static <T> T result(Mono<T> publisher) {
        var result = publisher.block(PATIENCE);
        if (result == null) {
            throw new AssertionError("nothing came");
        }
        return result;
    }

    @Override
    public void close() {
        context.close();
    }

    /** No stereotype of its own, so that no other test finds it. */
    @EnableAutoConfiguration
    @ConfigurationPropertiesScan({
        "io.emdia.access",
        "io.emdia.merchants",
        "io.emdia.keys",
        "io.emdia.http",
        "io.emdia.database",
        "io.emdia.calendar"
    })
    @ComponentScan(
            basePackages = {
                "io.emdia.access",
                "io.emdia.auditlog",
                "io.emdia.merchants",
                "io.emdia.keys",
                "io.emdia.http",
                "io.emdia.database",
                "io.emdia.calendar"
            },
            nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
    static class Slice {

        @Bean
        MovedClock clock() {
            return new MovedClock();
        }

        @Bean
        GatewayKinds kinds() {
            return new OneGateway();
        }

        /** Stands where events are applied. */
        @Bean
        AppliedByConnection applied() {
            return (merchant, connections) -> Mono.just(Map.of());
        }

        /** Stands where figures are read. */
        @Bean
        RouterFunction<ServerResponse> figures() {
            return RouterFunctions.route()
                    .GET("/v1/merchants/{merchant}/kpis", _ -> ServerResponse.ok().build())
                    .GET("/v1/merchants/{merchant}/quarantine", _ -> ServerResponse.ok().build())
                    .GET("/v1/merchants/{merchant}/events", _ -> broken())
                    .build();
        }

        private static Mono<ServerResponse> broken() {
            return Mono.error(new IllegalStateException("the secret of the machine room"));
        }
    }

    /** The system's clock, some time ahead. */
    static final class MovedClock implements InstantSource {

        private volatile Duration ahead = Duration.ZERO;

        void move(Duration further) {
            ahead = ahead.plus(further);
        }

        @Override
        public Instant instant() {
            return Clock.systemUTC().instant().plus(ahead);
        }
    }

    /** Knows one gateway, which objects to short secrets. */
    private static final class OneGateway implements GatewayKinds {

        @Override
        public Set<String> names() {
            return Set.of("standard");
        }

        @Override
        public List<String> objections(
                String gateway, List<String> secrets, Map<String, String> settings) {
            return secrets.stream().allMatch(secret -> secret.startsWith("whsec_"))
                    ? List.of()
                    : List.of("secrets[0] must begin with whsec_");
        }
    }
}

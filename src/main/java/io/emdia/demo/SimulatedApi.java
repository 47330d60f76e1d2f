package io.emdia.demo;

import org.springframework.http.HttpHeaders;

import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

import tools.jackson.databind.json.JsonMapper;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the simulated gateways' APIs answer, on a loopback port. Remembers a bounded number of
 * resources, the newest state of each.
 */
final class SimulatedApi {

    private static final int RESOURCES_MAX = 5_000;
    private static final String LOOPBACK = "127.0.0.1";

    private final JsonMapper json;
    private final Map<String, byte[]> resources =
            Collections.synchronizedMap(
                    new LinkedHashMap<>() {
                        @Override
                        protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
                            return size() > RESOURCES_MAX;
                        }
                    });

    SimulatedApi(JsonMapper json) {
        this.json = json;
    }

    /** Who disposes of it stops it. */
    Mono<DisposableServer> started() {
        return HttpServer.create()
                .host(LOOPBACK)
                .port(0)
                .handle(this::answer)
                .bind()
                .cast(DisposableServer.class);
    }

    static String url(DisposableServer server) {
        return "http://" + LOOPBACK + ":" + server.port();
    }

    void know(Dialect.Told told) {
        resources.put(told.path(), json.writeValueAsBytes(told.resource()));
    }

    private Mono<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        if (request.requestHeaders().get(HttpHeaders.AUTHORIZATION) == null) {
            return response.status(401).send();
        }
        var resource = resources.get("/" + request.path());
        return resource == null
                ? response.status(404).send()
                : response.header(HttpHeaders.CONTENT_TYPE, "application/json")
                        .sendByteArray(Mono.just(resource))
                        .then();
    }
}

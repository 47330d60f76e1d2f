package io.emdia.merchants;

import io.emdia.auditlog.Act;
import io.emdia.http.Cursor;
import io.emdia.http.Page;
import io.emdia.http.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** A merchant's gateway accounts. Their secrets come in and never go out. */
@RestController
@RequestMapping("/v1/merchants/{m}/connections")
@Tag(name = "Connections")
final class ConnectionsEndpoint {

    /**
     * @param secrets every secret that is accepted from now on
     */
    record Rotation(@Nullable List<String> secrets) {

        @Override
        public String toString() {
            return "Rotation";
        }
    }

    private final StoredConnections connections;
    private final ConnectionNews news;
    private final GatewayKinds kinds;
    private final ConnectionChange change;
    private final ConnectionViews views;

    ConnectionsEndpoint(
            StoredConnections connections,
            ConnectionNews news,
            GatewayKinds kinds,
            ConnectionChange change,
            ConnectionViews views) {
        this.connections = connections;
        this.news = news;
        this.kinds = kinds;
        this.change = change;
        this.views = views;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Connect a gateway account")
    Mono<ConnectionView> create(
            @PathVariable("m") String merchant, @RequestBody ConnectionRequest request) {
        return Mono.fromCallable(() -> request.checked(merchant, kinds))
                .flatMap(connections::create)
                .flatMap(news::tell)
                .map(ConnectionView::ofNew);
    }

    @GetMapping
    @Operation(summary = "The merchant's connections")
    Mono<Page<ConnectionView>> list(
            @PathVariable("m") String merchant,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var size = Page.size(limit);
        var after = cursor == null ? "" : Cursor.decode(cursor, 1).parts().getFirst();
        return connections
                .page(merchant, after, size + 1)
                .flatMap(rows -> views.of(merchant, rows))
                .map(rows -> Page.of(rows, size, view -> Cursor.of(view.id())));
    }

    @GetMapping("/{connection}")
    @Operation(summary = "One connection, with what came through it")
    Mono<ConnectionView> one(
            @PathVariable("m") String merchant, @PathVariable("connection") String id) {
        return connections
                .find(merchant, id)
                .switchIfEmpty(Mono.error(ConnectionsEndpoint::noSuchConnection))
                .flatMap(views::of);
    }

    @PatchMapping("/{connection}")
    @Operation(
            summary = "Change the API token or the settings: members left out stay as they are",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content =
                                    @Content(
                                            schema =
                                                    @Schema(
                                                            implementation =
                                                                    ConnectionChange.Members
                                                                            .class))))
    Mono<ConnectionView> change(
            @PathVariable("m") String merchant,
            @PathVariable("connection") String id,
            @RequestBody ObjectNode members) {
        return enabled(merchant, id)
                .map(found -> change.apply(found, members))
                .flatMap(changed -> connections.change(changed, Act.CONNECTION_CHANGED))
                .flatMap(news::tell)
                .flatMap(views::of);
    }

    @PutMapping("/{connection}/secrets")
    @Operation(summary = "Replace the secrets: every listed one is accepted")
    Mono<ConnectionView> rotate(
            @PathVariable("m") String merchant,
            @PathVariable("connection") String id,
            @RequestBody Rotation rotation) {
        return enabled(merchant, id)
                .map(found -> ConnectionRequest.rotated(found, rotation.secrets(), kinds))
                .flatMap(changed -> connections.change(changed, Act.CONNECTION_SECRETS_REPLACED))
                .flatMap(news::tell)
                .flatMap(views::of);
    }

    @DeleteMapping("/{connection}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Disable a connection")
    Mono<Void> disable(@PathVariable("m") String merchant, @PathVariable("connection") String id) {
        return connections
                .disable(merchant, id)
                .switchIfEmpty(Mono.error(ConnectionsEndpoint::noSuchConnection))
                .flatMap(news::tell)
                .then();
    }

    private Mono<Connection> enabled(String merchant, String id) {
        return connections
                .find(merchant, id)
                .switchIfEmpty(Mono.error(ConnectionsEndpoint::noSuchConnection))
                .map(StoredConnection::connection)
                .filter(Connection::enabled)
                .switchIfEmpty(Mono.error(() -> Problem.conflict("the connection is disabled")));
    }

    private static Problem noSuchConnection() {
        return Problem.notFound("there is no such connection");
    }
}

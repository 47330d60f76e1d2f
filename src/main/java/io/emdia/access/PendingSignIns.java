package io.emdia.access;

import io.emdia.http.Problem;
import io.emdia.keys.MasterKey;
import io.emdia.keys.Unopened;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

import reactor.core.publisher.Mono;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.time.InstantSource;
import java.util.Base64;

/** Seals what a browser keeps of a sign-in that was begun, and knows its own again. */
@Component
final class PendingSignIns {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String CONTEXT = "sign-in pending";

    private final MasterKey key;
    private final InstantSource clock;

    PendingSignIns(MasterKey key, InstantSource clock) {
        this.key = key;
        this.clock = clock;
    }

    String seal(PendingSignIn pending) {
        var sealed = key.seal(JSON.writeValueAsBytes(pending), CONTEXT);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    /** The sign-in that this browser began with this provider; a 401 when it is another one. */
    Mono<PendingSignIn> of(
            ServerWebExchange exchange, String registration, @Nullable String state) {
        var cookie = exchange.getRequest().getCookies().getFirst(PendingSignIn.COOKIE);
        return Mono.justOrEmpty(cookie)
                .mapNotNull(kept -> open(kept.getValue()))
                .filter(pending -> pending.registration().equals(registration))
                .filter(pending -> pending.state().equals(state))
                .filter(pending -> !pending.isOver(clock.instant()))
                .switchIfEmpty(Mono.error(PendingSignIns::another));
    }

    private @Nullable PendingSignIn open(String sealed) {
        try {
            var bytes = key.open(Base64.getUrlDecoder().decode(sealed), CONTEXT);
            return JSON.readValue(bytes, PendingSignIn.class);
        } catch (IllegalArgumentException | Unopened | JacksonException foreign) {
            return null;
        }
    }

    private static Problem another() {
        return Problem.unauthorized(
                "this sign-in was not begun in this browser, or took too long; begin again");
    }
}

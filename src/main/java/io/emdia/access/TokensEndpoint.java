package io.emdia.access;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.emdia.access.Caller.Role;
import io.emdia.http.Cursor;
import io.emdia.http.Faults;
import io.emdia.http.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/** A merchant's tokens. A secret is shown once, in the answer that made it. */
@RestController
@RequestMapping("/v1/merchants/{m}/tokens")
@Tag(name = "Tokens")
final class TokensEndpoint {

    private static final Map<String, Role> ROLES =
            Map.of("viewer", Role.VIEWER, "manager", Role.MANAGER);

    /**
     * @param label says for a person what the token is for
     * @param expiresAt an instant; with neither, the token lives until it is revoked
     * @param expiresInDays the same, from now on
     */
    record Wish(
            @Nullable String role,
            @Nullable String label,
            @Nullable String expiresAt,
            @Nullable Integer expiresInDays) {

        Checked checked(Instant now, int longest) {
            var faults = new Faults();
            faults.unless(
                    role != null && ROLES.containsKey(role), "role", "must be viewer or manager");
            if (label != null) {
                faults.line(label, "label");
            }
            var end = TokenLife.end(expiresAt, expiresInDays, now, longest, faults);
            faults.raise();
            var known = requireNonNull(ROLES.get(requireNonNull(role)));
            return new Checked(known, requireNonNullElse(label, ""), end);
        }
    }

    /** What a token is made for. */
    record Checked(Role role, String label, @Nullable Instant expiresAt) {}

    private final AccessTokens tokens;
    private final Callers callers;
    private final InstantSource clock;
    private final TokenSettings settings;

    TokensEndpoint(
            AccessTokens tokens, Callers callers, InstantSource clock, TokenSettings settings) {
        this.tokens = tokens;
        this.callers = callers;
        this.clock = clock;
        this.settings = settings;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Make a token; its secret is shown this once")
    Mono<AccessTokens.Issued> issue(@PathVariable("m") String merchant, @RequestBody Wish wish) {
        return Mono.fromCallable(() -> wish.checked(clock.instant(), settings.longest()))
                .flatMap(checked -> make(merchant, checked));
    }

    @GetMapping
    @Operation(summary = "The merchant's tokens, without their secrets")
    Mono<Page<AccessTokens.Listed>> list(
            @PathVariable("m") String merchant,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var size = Page.size(limit);
        var after = cursor == null ? "" : Cursor.decode(cursor, 1).parts().getFirst();
        return tokens.page(merchant, after, size + 1)
                .map(rows -> Page.of(rows, size, row -> Cursor.of(row.id())));
    }

    @DeleteMapping("/{token}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Revoke a token; what was opened with it ends")
    Mono<Void> revoke(@PathVariable("m") String merchant, @PathVariable("token") String id) {
        return tokens.revoke(merchant, id).then(Mono.fromRunnable(callers::revoked));
    }

    private Mono<AccessTokens.Issued> make(String merchant, Checked wish) {
        return tokens.issue(merchant, wish.role(), wish.label(), wish.expiresAt());
    }
}

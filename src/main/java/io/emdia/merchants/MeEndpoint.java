package io.emdia.merchants;

import io.emdia.access.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.util.List;
import java.util.Locale;

/** Tells a caller who it is and what it may see. */
@RestController
@Tag(name = "Sign-in")
final class MeEndpoint {

    /** The first of them, by id; the whole list is {@code GET /v1/merchants}. */
    private static final int MERCHANTS_MAX = 500;

    /**
     * @param merchant the one it is bound to; null for the administrator
     */
    record Me(String role, @Nullable String merchant, List<Seen> merchants) {}

    /** A merchant the caller may see. */
    record Seen(String id, String name, @Nullable String defaultCurrency) {

        static Seen of(Merchant merchant) {
            return new Seen(merchant.id(), merchant.name(), merchant.defaultCurrency());
        }
    }

    private final StoredMerchants merchants;

    MeEndpoint(StoredMerchants merchants) {
        this.merchants = merchants;
    }

    @GetMapping("/v1/me")
    @Operation(summary = "Who calls, and which merchants it may see")
    Mono<Me> me(@AuthenticationPrincipal Caller caller) {
        var role = caller.role().name().toLowerCase(Locale.ROOT);
        return seen(caller)
                .map(Seen::of)
                .collectList()
                .map(seen -> new Me(role, caller.merchantId(), seen));
    }

    private Flux<Merchant> seen(Caller caller) {
        var own = caller.merchantId();
        return own == null
                ? merchants.page("", MERCHANTS_MAX).flatMapIterable(page -> page)
                : merchants.find(own).flux();
    }
}

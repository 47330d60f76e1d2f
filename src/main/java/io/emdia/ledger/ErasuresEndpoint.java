package io.emdia.ledger;

import io.emdia.access.Caller;
import io.emdia.http.Cursor;
import io.emdia.http.Page;
import io.emdia.http.Problem;
import io.swagger.v3.oas.annotations.Operation;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

/** Forgetting persons, and what was forgotten when. */
@RestController
@RequestMapping("/v1/merchants/{merchant}")
final class ErasuresEndpoint {

    private final Asked asked;
    private final Erasures erasures;

    ErasuresEndpoint(Asked asked, Erasures erasures) {
        this.asked = asked;
        this.erasures = erasures;
    }

    @PostMapping("/customers/{connection}/{customer}/erase")
    @Operation(
            summary = "Destroys what tells who a customer is, for good",
            description =
                    "Name, e-mail, phone and document can never be read again, nor are they kept"
                            + " when they are told again; charges and figures stay. Once more"
                            + " answers the same receipt.")
    Mono<ErasureReceipt> erase(
            @PathVariable("merchant") String merchant,
            @PathVariable("connection") String connection,
            @PathVariable("customer") String customer,
            @AuthenticationPrincipal Caller caller) {
        return asked.merchant(merchant)
                .map(known -> new CustomerKey(known.id(), connection, customer))
                .flatMap(key -> erasures.erase(key, caller))
                .switchIfEmpty(Mono.error(() -> Problem.notFound("there is no such customer")));
    }

    @GetMapping("/erasures")
    @Operation(summary = "Receipts of erased customers, the newest first")
    Mono<Page<ErasureReceipt>> list(
            @PathVariable("merchant") String merchant,
            @RequestParam(name = "limit", required = false) @Nullable String limit,
            @RequestParam(name = "cursor", required = false) @Nullable String cursor) {
        var size = Page.size(Asked.number("limit", limit));
        var below = below(cursor);
        return asked.merchant(merchant)
                .flatMap(known -> erasures.list(known.id(), below, size + 1))
                .map(rows -> Page.of(rows, size, last -> Cursor.of(last.id())));
    }

    private static long below(@Nullable String cursor) {
        try {
            return cursor == null
                    ? Long.MAX_VALUE
                    : Long.parseLong(Cursor.decode(cursor, 1).parts().getFirst());
        } catch (NumberFormatException unreadable) {
            throw Problem.invalid("cursor", "must be a next_cursor of this list");
        }
    }
}

package io.emdia.merchants;

import io.emdia.access.Caller;
import io.emdia.access.KnownMerchants;
import io.emdia.calendar.Calendars;
import io.emdia.http.Cursor;
import io.emdia.http.Page;
import io.emdia.http.Problem;
import io.emdia.merchants.StoredMerchants.Creation;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import tools.jackson.databind.node.ObjectNode;

import java.net.URI;
import java.util.List;

/** The companies that collect. */
@RestController
@Tag(name = "Merchants")
final class MerchantsEndpoint {

    private final StoredMerchants merchants;
    private final Calendars calendars;
    private final MerchantChange change;

    MerchantsEndpoint(StoredMerchants merchants, Calendars calendars, MerchantChange change) {
        this.merchants = merchants;
        this.calendars = calendars;
        this.change = change;
    }

    @PostMapping("/v1/merchants")
    @Operation(summary = "Create a merchant: 201, 200 for the same call again, 409 for another")
    Mono<ResponseEntity<MerchantView>> create(@RequestBody MerchantRequest request) {
        return Mono.fromCallable(() -> request.checked(calendars))
                .flatMap(merchants::create)
                .map(MerchantsEndpoint::created);
    }

    @GetMapping("/v1/merchants")
    @Operation(summary = "The merchants the caller may see")
    Mono<Page<MerchantView>> list(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var size = Page.size(limit);
        var after = cursor == null ? "" : Cursor.decode(cursor, 1).parts().getFirst();
        var own = caller.merchantId();
        if (own != null) {
            return one(own).map(view -> new Page<>(List.of(view), null));
        }
        return merchants
                .page(after, size + 1)
                .map(rows -> rows.stream().map(MerchantView::of).toList())
                .map(rows -> Page.of(rows, size, view -> Cursor.of(view.id())));
    }

    @GetMapping("/v1/merchants/{m}")
    @Operation(summary = "One merchant")
    Mono<MerchantView> one(@PathVariable("m") String id) {
        return merchants.required(id).map(MerchantView::of);
    }

    @PatchMapping("/v1/merchants/{m}")
    @Operation(
            summary = "Change a merchant: members left out stay as they are",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content =
                                    @Content(
                                            schema =
                                                    @Schema(
                                                            implementation =
                                                                    MerchantRequest.class))))
    Mono<MerchantView> change(@PathVariable("m") String id, @RequestBody ObjectNode members) {
        return merchants
                .change(id, merchant -> change.apply(merchant, members))
                .map(MerchantView::of)
                .switchIfEmpty(Mono.error(KnownMerchants::noSuchMerchant));
    }

    private static ResponseEntity<MerchantView> created(Creation creation) {
        return switch (creation) {
            case Creation.Created(var merchant) ->
                    ResponseEntity.created(URI.create("/v1/merchants/" + merchant.id()))
                            .body(MerchantView.of(merchant));
            case Creation.Repeated(var merchant) ->
                    ResponseEntity.status(HttpStatus.OK).body(MerchantView.of(merchant));
            case Creation.Taken _ ->
                    throw Problem.conflict("there is a merchant of this id with other content");
        };
    }
}

package io.emdia.operations;

import io.emdia.http.Cursor;
import io.emdia.http.Page;
import io.emdia.http.Problem;
import io.emdia.merchants.Merchants;
import io.emdia.operations.Imports.Asked;
import io.emdia.operations.Imports.Taken;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;

/** Brings in what happened before: files of events, and tables that gateways export. */
@RestController
@RequestMapping("/v1/merchants/{merchant}/imports")
@Tag(name = "Imports")
class ImportsEndpoint {

    private static final int KEY_LENGTH_MAX = 200;

    private final Merchants merchants;
    private final Imports imports;
    private final ImportRows rows;

    ImportsEndpoint(Merchants merchants, Imports imports, ImportRows rows) {
        this.merchants = merchants;
        this.imports = imports;
        this.rows = rows;
    }

    /** 202 once every line is on the log; 200 for a key whose import needs no more lines. */
    @PostMapping
    @Operation(
            summary = "Bring in a file, streamed",
            description =
                    "Lines of JSON events {id, type, timestamp, data}, or a table exported from"
                            + " Stripe or Asaas, told by its header row. With an Idempotency-Key"
                            + " the same call goes on with what was interrupted.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content = {
                                @Content(
                                        mediaType = "application/x-ndjson",
                                        schema = @Schema(type = "string")),
                                @Content(mediaType = "text/csv", schema = @Schema(type = "string"))
                            }))
    Mono<ResponseEntity<Import>> take(
            @PathVariable String merchant,
            @RequestParam(name = "connection_id", required = false) @Nullable String connectionId,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            ServerHttpRequest request) {
        var asked = new Asked(merchant, checked(key), connectionId);
        return merchants
                .required(merchant)
                .flatMap(_ -> imports.take(asked, request.getBody()))
                .map(taken -> answer(merchant, taken));
    }

    @GetMapping
    @Operation(summary = "The merchant's imports, the newest first")
    Mono<Page<Import>> list(
            @PathVariable String merchant,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var size = Page.size(limit);
        var below = cursor == null ? null : Cursor.decode(cursor, 2).parts();
        var startedAt = below == null ? null : instant(below.getFirst());
        var id = below == null ? null : below.getLast();
        return merchants
                .required(merchant)
                .flatMap(_ -> rows.page(merchant, startedAt, id, size + 1))
                .map(items -> Page.of(items, size, ImportsEndpoint::cursor));
    }

    @GetMapping("/{id}")
    @Operation(summary = "How far an import has come")
    Mono<Import> one(@PathVariable String merchant, @PathVariable String id) {
        return merchants
                .required(merchant)
                .flatMap(_ -> rows.find(merchant, id))
                .switchIfEmpty(Mono.error(() -> Problem.notFound("there is no such import")));
    }

    private static ResponseEntity<Import> answer(String merchant, Taken taken) {
        var place = URI.create("/v1/merchants/" + merchant + "/imports/" + taken.state().id());
        return taken.done()
                ? ResponseEntity.ok().location(place).body(taken.state())
                : ResponseEntity.accepted().location(place).body(taken.state());
    }

    private static @Nullable String checked(@Nullable String key) {
        if (key != null
                && (key.isBlank()
                        || key.length() > KEY_LENGTH_MAX
                        || !key.chars().allMatch(each -> each > ' ' && each < 0x7f))) {
            throw Problem.invalid(
                    "Idempotency-Key",
                    "must be 1 to %d visible characters".formatted(KEY_LENGTH_MAX));
        }
        return key;
    }

    private static Cursor cursor(Import last) {
        return Cursor.of(last.startedAt().toString(), last.id());
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException foreign) {
            throw Problem.invalid("cursor", "must be a next_cursor of this list");
        }
    }
}

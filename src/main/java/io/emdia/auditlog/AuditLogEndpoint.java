package io.emdia.auditlog;

import io.emdia.auditlog.AuditLog.Filter;
import io.emdia.auditlog.AuditLog.Line;
import io.emdia.http.Cursor;
import io.emdia.http.Page;
import io.emdia.http.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;

/** What was done, the newest first, and by whose credential. */
@RestController
@Tag(name = "Audit log")
final class AuditLogEndpoint {

    private static final String HOW =
            "act: one of the acts there are; from (inclusive) and to (exclusive): when it was done";

    private final AuditLog log;

    AuditLogEndpoint(AuditLog log) {
        this.log = log;
    }

    /**
     * @param kind {@code administrator}, {@code token}, {@code session} or {@code system}
     * @param id of the token or session
     */
    record By(String kind, String id) {}

    /**
     * @param subject what it was done to
     */
    record Item(
            String id,
            Instant at,
            By actor,
            String act,
            String subject,
            Map<String, String> details) {

        static Item of(Line line) {
            return new Item(
                    Long.toString(line.id()),
                    line.at(),
                    new By(line.actorKind(), line.actorId()),
                    line.act(),
                    line.subject(),
                    line.details());
        }
    }

    @GetMapping("/v1/merchants/{merchant}/audit")
    @Operation(summary = "What was done to the merchant, the newest first", description = HOW)
    Mono<Page<Item>> ofMerchant(
            @PathVariable String merchant,
            @RequestParam(required = false) @Nullable String act,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var filter = new Filter(known(act), instant("from", from), instant("to", to));
        return page(merchant, filter, limit, cursor);
    }

    @GetMapping("/v1/audit")
    @Operation(summary = "What was done that concerns no merchant", description = HOW)
    Mono<Page<Item>> ofNoMerchant(
            @RequestParam(required = false) @Nullable String act,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var filter = new Filter(known(act), instant("from", from), instant("to", to));
        return page(AuditLog.NO_MERCHANT, filter, limit, cursor);
    }

    private Mono<Page<Item>> page(
            String merchant, Filter filter, @Nullable Integer limit, @Nullable String cursor) {
        var size = Page.size(limit);
        return log.page(merchant, below(cursor), filter, size + 1)
                .map(lines -> lines.stream().map(Item::of).toList())
                .map(items -> Page.of(items, size, item -> Cursor.of(item.id())));
    }

    private static @Nullable String known(@Nullable String act) {
        if (act != null && Arrays.stream(Act.values()).noneMatch(one -> one.word().equals(act))) {
            throw Problem.invalid("act", "must be an act as in token_issued");
        }
        return act;
    }

    private static long below(@Nullable String cursor) {
        if (cursor == null) {
            return AuditLog.NEWEST;
        }
        try {
            return Long.parseLong(Cursor.decode(cursor, 1).parts().getFirst());
        } catch (NumberFormatException foreign) {
            throw Problem.invalid("cursor", "must be a next_cursor of this list");
        }
    }

    private static @Nullable Instant instant(String name, @Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException unreadable) {
            throw Problem.invalid(name, "must be an instant as in 2025-06-30T12:00:00Z");
        }
    }
}

package io.emdia.operations;

import io.emdia.http.Cursor;
import io.emdia.http.Page;
import io.emdia.http.Problem;
import io.emdia.merchants.Merchant;
import io.emdia.merchants.Merchants;
import io.emdia.processing.Quarantine;
import io.emdia.processing.Quarantine.Replay;
import io.emdia.processing.QuarantineSearch;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.util.List;

/**
 * Deliveries that could not be applied: what they are, another try, or giving up on them, one by
 * one.
 */
@RestController
@RequestMapping("/v1/merchants/{merchant}/quarantine")
@Tag(name = "Quarantine")
class QuarantineEndpoint {

    private final Merchants merchants;
    private final Quarantine quarantine;
    private final QuarantineSearch search;
    private final Preview preview;

    QuarantineEndpoint(
            Merchants merchants, Quarantine quarantine, QuarantineSearch search, Preview preview) {
        this.merchants = merchants;
        this.quarantine = quarantine;
        this.search = search;
        this.preview = preview;
    }

    @GetMapping
    @Operation(
            summary = "Deliveries kept aside, the newest first",
            description =
                    "reason: what theirs contains; from (inclusive) and to (exclusive): when it was"
                            + " recorded")
    Mono<Page<QuarantineItem>> list(
            @PathVariable String merchant,
            @RequestParam(required = false) @Nullable String gateway,
            @RequestParam(name = "connection_id", required = false) @Nullable String connectionId,
            @RequestParam(required = false) @Nullable String reason,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var size = Page.size(limit);
        var below = below(cursor);
        var filter = QuarantineSelection.filter(gateway, connectionId, reason, from, to, null);
        return known(merchant)
                .flatMap(_ -> search.newest(merchant, filter, below, size + 1))
                .map(rows -> rows.stream().map(QuarantineItem::of).toList())
                .map(items -> Page.of(items, size, item -> Cursor.of(item.id())));
    }

    @GetMapping("/{id}")
    @Operation(summary = "One of them with what it holds, personal data masked")
    Mono<QuarantineDetail> inspect(@PathVariable String merchant, @PathVariable String id) {
        return known(merchant)
                .flatMap(_ -> search.inspect(merchant, QuarantineIds.inPath(id)))
                .switchIfEmpty(Mono.error(QuarantineIds::unknown))
                .map(QuarantineDetail::of);
    }

    @PostMapping("/{id}/preview")
    @Operation(summary = "What its replay would change; nothing is written")
    Mono<PreviewAnswer> preview(@PathVariable String merchant, @PathVariable String id) {
        return known(merchant)
                .flatMap(known -> preview.of(known, List.of(QuarantineIds.inPath(id))))
                .filter(answer -> answer.deliveries() > 0)
                .switchIfEmpty(Mono.error(QuarantineIds::unknown));
    }

    @PostMapping("/{id}/replay")
    @Operation(
            summary = "Read and apply it again",
            description =
                    "409 with the reason when that still fails; what waits for an answer of its"
                            + " gateway stays until there is one, and is asked for at once")
    Mono<QuarantineItem> replay(@PathVariable String merchant, @PathVariable String id) {
        return known(merchant)
                .flatMap(_ -> quarantine.replay(merchant, QuarantineIds.inPath(id)))
                .switchIfEmpty(Mono.error(QuarantineIds::unknown))
                .map(QuarantineEndpoint::replayed);
    }

    @PostMapping("/{id}/discard")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Give up on it")
    Mono<Void> discard(@PathVariable String merchant, @PathVariable String id) {
        return known(merchant)
                .flatMap(_ -> quarantine.discard(merchant, QuarantineIds.inPath(id)))
                .switchIfEmpty(Mono.error(QuarantineIds::unknown))
                .then();
    }

    private Mono<Merchant> known(String merchant) {
        return merchants.required(merchant);
    }

    private static QuarantineItem replayed(Replay replay) {
        return switch (replay) {
            case Replay.Replayed done -> QuarantineItem.of(done.kept());
            case Replay.AskedAgain asked -> QuarantineItem.of(asked.kept());
            case Replay.StillKept still ->
                    throw Problem.conflict("it still cannot be applied: " + still.reason());
        };
    }

    private static long below(@Nullable String cursor) {
        return cursor == null
                ? Quarantine.NEWEST
                : QuarantineIds.of(
                        "cursor",
                        Cursor.decode(cursor, 1).parts().getFirst(),
                        "must be a next_cursor of this list");
    }
}

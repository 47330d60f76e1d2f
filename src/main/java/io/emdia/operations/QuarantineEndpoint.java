package io.emdia.operations;

import io.emdia.http.Cursor;
import io.emdia.http.Page;
import io.emdia.http.Problem;
import io.emdia.merchants.Merchant;
import io.emdia.merchants.Merchants;
import io.emdia.processing.Quarantine;
import io.emdia.processing.Quarantine.Kept;
import io.emdia.processing.Quarantine.Replay;

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

import java.time.Instant;

/**
 * Deliveries that could not be applied: what they are, another try, or giving up on them. Bodies
 * are not shown.
 */
@RestController
@RequestMapping("/v1/merchants/{merchant}/quarantine")
class QuarantineEndpoint {

    private final Merchants merchants;
    private final Quarantine quarantine;

    QuarantineEndpoint(Merchants merchants, Quarantine quarantine) {
        this.merchants = merchants;
        this.quarantine = quarantine;
    }

    /**
     * @param size bytes of the body
     */
    record Item(
            String id,
            String connectionId,
            String gateway,
            String reason,
            Instant recordedAt,
            long size) {

        private static Item of(Kept kept) {
            return new Item(
                    String.valueOf(kept.id()),
                    kept.connectionId(),
                    kept.gateway(),
                    kept.reason(),
                    kept.recordedAt(),
                    kept.size());
        }
    }

    /** The open ones, the newest first. */
    @GetMapping
    Mono<Page<Item>> list(
            @PathVariable String merchant,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var size = Page.size(limit);
        var below = below(cursor);
        return known(merchant)
                .flatMap(_ -> quarantine.list(merchant, below, size + 1))
                .map(rows -> rows.stream().map(Item::of).toList())
                .map(items -> Page.of(items, size, item -> Cursor.of(item.id())));
    }

    /**
     * Reads and applies it again; 409 with the reason when that still fails. What waits for an
     * answer of its gateway stays until there is one, and is asked for at once.
     */
    @PostMapping("/{id}/replay")
    Mono<Item> replay(@PathVariable String merchant, @PathVariable String id) {
        return known(merchant)
                .flatMap(_ -> quarantine.replay(merchant, number(id)))
                .switchIfEmpty(Mono.error(QuarantineEndpoint::unknown))
                .map(QuarantineEndpoint::replayed);
    }

    @PostMapping("/{id}/discard")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> discard(@PathVariable String merchant, @PathVariable String id) {
        return known(merchant)
                .flatMap(_ -> quarantine.discard(merchant, number(id)))
                .switchIfEmpty(Mono.error(QuarantineEndpoint::unknown))
                .then();
    }

    private Mono<Merchant> known(String merchant) {
        return merchants.required(merchant);
    }

    private static Item replayed(Replay replay) {
        return switch (replay) {
            case Replay.Replayed done -> Item.of(done.kept());
            case Replay.AskedAgain asked -> Item.of(asked.kept());
            case Replay.StillKept still ->
                    throw Problem.conflict("it still cannot be applied: " + still.reason());
        };
    }

    private static long below(@Nullable String cursor) {
        if (cursor == null) {
            return Quarantine.NEWEST;
        }
        try {
            return Long.parseLong(Cursor.decode(cursor, 1).parts().getFirst());
        } catch (NumberFormatException foreign) {
            throw Problem.invalid("cursor", "must be a next_cursor of this list");
        }
    }

    private static long number(String id) {
        try {
            return Long.parseLong(id);
        } catch (NumberFormatException foreign) {
            throw unknown();
        }
    }

    private static Problem unknown() {
        return Problem.notFound("no open delivery of that id is kept aside");
    }
}

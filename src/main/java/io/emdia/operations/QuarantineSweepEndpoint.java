package io.emdia.operations;

import io.emdia.merchants.Merchants;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

/**
 * The same for all deliveries that a filter means, the oldest first and so many a call; the answer
 * says how many remain and the cursor that goes on with them.
 */
@RestController
@RequestMapping("/v1/merchants/{merchant}/quarantine")
@Tag(name = "Quarantine")
class QuarantineSweepEndpoint {

    private static final String HOW =
            "At least one of gateway, connection_id, reason, from, to and ids; at most "
                    + Sweep.PER_CALL_MAX
                    + " deliveries a call, then next_cursor goes on";

    private final Merchants merchants;
    private final Sweep sweep;
    private final Preview preview;

    QuarantineSweepEndpoint(Merchants merchants, Sweep sweep, Preview preview) {
        this.merchants = merchants;
        this.sweep = sweep;
        this.preview = preview;
    }

    @PostMapping("/preview")
    @Operation(
            summary = "What a replay of these would change; nothing is written",
            description = HOW)
    Mono<PreviewAnswer> preview(
            @PathVariable String merchant, @RequestBody QuarantineSelection selection) {
        return merchants
                .required(merchant)
                .flatMap(
                        known ->
                                sweep.meant(merchant, selection)
                                        .flatMap(meant -> preview.of(known, meant)));
    }

    @PostMapping("/replay")
    @Operation(summary = "Read and apply these again", description = HOW)
    Mono<Sweep.Replayed> replay(
            @PathVariable String merchant, @RequestBody QuarantineSelection selection) {
        return merchants.required(merchant).flatMap(_ -> sweep.replay(merchant, selection));
    }

    @PostMapping("/discard")
    @Operation(summary = "Give up on these", description = HOW)
    Mono<Sweep.Discarded> discard(
            @PathVariable String merchant, @RequestBody QuarantineSelection selection) {
        return merchants.required(merchant).flatMap(_ -> sweep.discard(merchant, selection));
    }
}

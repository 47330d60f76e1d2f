package io.emdia.audit;

import io.emdia.kpi.CellDrift.Difference;
import io.emdia.merchants.Merchants;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/** Has a merchant's figures proven now, and tells what the newest proof came to. */
@RestController
@Tag(name = "Audit")
final class AuditEndpoint {

    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private final Merchants merchants;
    private final AuditRows rows;
    private final AuditSettings settings;

    AuditEndpoint(Merchants merchants, AuditRows rows, AuditSettings settings) {
        this.merchants = merchants;
        this.rows = rows;
        this.settings = settings;
    }

    /**
     * @param repair whether what is off is put right too
     */
    record Request(@Nullable Boolean repair) {}

    /**
     * @param status {@code never}, {@code waiting}, {@code running}, {@code failed} or {@code
     *     finished}; what follows is told by the newest audit that ended
     * @param drift minor units by currency: the sum of all single differences that were found
     * @param remaining the same after the repair
     * @param differences how many were found; {@code first} names the first of them
     */
    record Answer(
            String status,
            int cellsVersion,
            @Nullable Instant begunAt,
            @Nullable Instant endedAt,
            long charges,
            long subscriptions,
            long differences,
            List<Difference> first,
            SortedMap<String, Long> drift,
            boolean repaired,
            long remainingDifferences,
            SortedMap<String, Long> remaining,
            @Nullable String failure) {

        static final Answer NEVER = of("never", 0, null, null, Findings.NONE);

        static Answer of(AuditState state) {
            var told = state.told() == null ? Findings.NONE : state.told();
            return of(status(state), state.cellsVersion(), state.begunAt(), state.endedAt(), told);
        }

        private static Answer of(
                String status,
                int cellsVersion,
                @Nullable Instant begunAt,
                @Nullable Instant endedAt,
                Findings told) {
            return new Answer(
                    status,
                    cellsVersion,
                    begunAt,
                    endedAt,
                    told.charges(),
                    told.subscriptions(),
                    told.differences(),
                    told.first(),
                    told.drift(),
                    told.repaired(),
                    told.remainingDifferences(),
                    told.remaining(),
                    told.failure());
        }

        private static String status(AuditState state) {
            if (state.isRunning()) {
                return "running";
            }
            if (state.asked() > state.answered()) {
                return "waiting";
            }
            if (state.told() == null) {
                return "never";
            }
            return state.told().failure() == null ? "finished" : "failed";
        }
    }

    @PostMapping("/v1/merchants/{merchant}/audit")
    @Operation(
            summary = "Prove the figures now, and repair them if asked to",
            description =
                    "200 with the result where it is there within some seconds, else 202: the"
                            + " result then comes at the address that is told.")
    Mono<ResponseEntity<Answer>> audit(
            @PathVariable String merchant, @RequestBody(required = false) @Nullable Request body) {
        var repair = body != null && Boolean.TRUE.equals(body.repair());
        return merchants
                .required(merchant)
                .flatMap(_ -> rows.ask(merchant, repair))
                .flatMap(asked -> answer(merchant, asked));
    }

    private Mono<ResponseEntity<Answer>> answer(String merchant, long asked) {
        return Mono.defer(() -> rows.find(merchant))
                .repeatWhen(looks -> looks.delayElements(LOOK_EVERY))
                .filter(state -> state.answered() >= asked)
                .takeUntilOther(Mono.delay(settings.answerWithin()))
                .next()
                .map(state -> ResponseEntity.ok(Answer.of(state)))
                .switchIfEmpty(Mono.defer(() -> accepted(merchant)));
    }

    private Mono<ResponseEntity<Answer>> accepted(String merchant) {
        var place = URI.create("/v1/merchants/" + merchant + "/kpis/audit");
        return rows.find(merchant)
                .map(state -> ResponseEntity.accepted().location(place).body(Answer.of(state)));
    }

    @GetMapping("/v1/merchants/{merchant}/kpis/audit")
    @Operation(summary = "What the newest proof of the figures came to")
    Mono<Answer> newest(@PathVariable String merchant) {
        return merchants
                .required(merchant)
                .flatMap(_ -> rows.find(merchant))
                .map(Answer::of)
                .defaultIfEmpty(Answer.NEVER);
    }
}

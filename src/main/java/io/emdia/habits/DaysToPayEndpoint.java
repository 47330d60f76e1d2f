package io.emdia.habits;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

import io.emdia.http.Problem;
import io.emdia.kpi.KpiDocument;
import io.emdia.kpi.KpiDocuments;
import io.emdia.kpi.KpiQuestion;
import io.emdia.kpi.PaymentLags;
import io.emdia.merchants.Merchant;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.time.LocalDate;

/** The distribution of days to pay over HTTP, of the window that a document would have. */
@RestController
final class DaysToPayEndpoint {

    private final HabitQuestions questions;
    private final KpiDocuments documents;

    DaysToPayEndpoint(HabitQuestions questions, KpiDocuments documents) {
        this.questions = questions;
        this.documents = documents;
    }

    /**
     * @param window as cut at {@code asOf}
     * @param days its members stand beside what was asked
     */
    record Answer(
            String merchant,
            String currency,
            LocalDate asOf,
            KpiDocument.Window window,
            @JsonUnwrapped DaysToPay days) {

        static Answer of(Merchant merchant, PaymentLags lags) {
            return new Answer(
                    merchant.id(),
                    lags.currency(),
                    lags.asOf(),
                    lags.window(),
                    DaysToPay.of(lags.lags()));
        }
    }

    @GetMapping("/v1/merchants/{merchant}/kpis/days-to-pay")
    Mono<Answer> daysToPay(
            @PathVariable("merchant") String merchant,
            @RequestParam(name = "currency", required = false) @Nullable String currency,
            @RequestParam(name = "as_of", required = false) @Nullable String asOf,
            @RequestParam(name = "window_start", required = false) @Nullable String windowStart,
            @RequestParam(name = "window_end", required = false) @Nullable String windowEnd,
            @RequestParam(name = "method", required = false) @Nullable String method) {
        var question = KpiQuestion.of(Span.known(currency), asOf, windowStart, windowEnd, method);
        return questions
                .merchant(merchant)
                .flatMap(known -> answer(known, question))
                .checkpoint("days to pay");
    }

    private Mono<Answer> answer(Merchant merchant, KpiQuestion question) {
        return documents
                .lags(merchant, question)
                .doOnNext(DaysToPayEndpoint::requireComplete)
                .map(lags -> Answer.of(merchant, lags));
    }

    private static void requireComplete(PaymentLags lags) {
        if (lags.lags().size() > PaymentLags.LAGS_MAX) {
            throw Problem.invalid(
                    "window_start",
                    "must leave a shorter window, with at most %d different lags"
                            .formatted(PaymentLags.LAGS_MAX));
        }
    }
}

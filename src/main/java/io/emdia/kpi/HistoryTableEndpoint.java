package io.emdia.kpi;

import io.emdia.http.Column;
import io.emdia.http.Problem;
import io.emdia.http.Table;
import io.emdia.http.TableDownload;
import io.emdia.http.TablePage;
import io.emdia.http.TableStyle;
import io.emdia.merchants.Merchants;
import io.emdia.money.Currencies;
import io.swagger.v3.oas.annotations.Operation;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

import reactor.core.publisher.Mono;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** How figures went, as a file: a row for each point, a column for each figure. */
@RestController
final class HistoryTableEndpoint {

    private static final int METRICS_MAX = 20;

    private final Merchants merchants;
    private final KpiHistory history;
    private final TableDownload download;

    HistoryTableEndpoint(Merchants merchants, KpiHistory history, TableDownload download) {
        this.merchants = merchants;
        this.history = history;
        this.download = download;
    }

    private record Line(LocalDate on, List<@Nullable BigDecimal> values) {}

    /**
     * Figures over time from one snapshot, amounts in major units.
     *
     * @param metrics up to twenty, as in {@code metric=delinquency.rate&metric=revenue.mrr}; the
     *     other parameters are those of the history
     * @param locale {@code pt-BR} or {@code en}; else what {@code Accept-Language} likes best of
     *     the two, else {@code pt-BR}
     */
    @GetMapping(path = "/v1/merchants/{merchant}/kpis/history.csv", produces = "text/csv")
    @Operation(
            summary = "How figures went, as CSV",
            description =
                    "metric may be given several times, a column each; locale: pt-BR (semicolons,"
                            + " decimal commas) or en; else by Accept-Language, else pt-BR")
    Mono<Void> csv(
            @PathVariable("merchant") String merchant,
            @RequestParam(name = "metric", required = false) @Nullable List<String> metrics,
            @RequestParam(name = "currency", required = false) @Nullable String currency,
            @RequestParam(name = "from", required = false) @Nullable String from,
            @RequestParam(name = "to", required = false) @Nullable String to,
            @RequestParam(name = "interval", required = false) @Nullable String interval,
            @RequestParam(name = "method", required = false) @Nullable String method,
            @RequestParam(name = "known_at", required = false) @Nullable String knownAt,
            @RequestParam(name = "locale", required = false) @Nullable String locale,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false)
                    @Nullable String languages,
            ServerWebExchange exchange) {
        var style = TableStyle.of(locale, languages);
        var questions =
                named(metrics).stream()
                        .map(
                                metric ->
                                        HistoryQuestion.of(
                                                metric, currency, from, to, interval, method,
                                                knownAt))
                        .toList();
        return merchants
                .required(merchant)
                .flatMap(known -> history.compute(known, questions))
                .flatMap(histories -> send(merchant, questions, histories, style, exchange));
    }

    private static List<String> named(@Nullable List<String> metrics) {
        if (metrics == null || metrics.isEmpty()) {
            throw Problem.invalid("metric", "is required, as in delinquency.rate");
        }
        var distinct = metrics.stream().distinct().toList();
        if (distinct.size() > METRICS_MAX) {
            throw Problem.invalid("metric", "may be given " + METRICS_MAX + " times at most");
        }
        return distinct;
    }

    private Mono<Void> send(
            String merchant,
            List<HistoryQuestion> questions,
            KpiHistory.Histories histories,
            TableStyle style,
            ServerWebExchange exchange) {
        var lines = lines(questions, histories);
        var name = "%s-history-%s.csv".formatted(merchant, lines.getLast().on());
        return download.send(
                exchange,
                new Table<>(name, style, columns(questions)),
                lines,
                all -> Mono.just(new TablePage<>(all, null)));
    }

    private static List<Column<Line>> columns(List<HistoryQuestion> questions) {
        var columns = new ArrayList<Column<Line>>();
        columns.add(Column.day("Dia", "Day", Line::on));
        for (var at = 0; at < questions.size(); at++) {
            var metric = questions.get(at).metric().code();
            var value = at;
            columns.add(Column.number(metric, metric, line -> line.values().get(value)));
        }
        return List.copyOf(columns);
    }

    private static List<Line> lines(
            List<HistoryQuestion> questions, KpiHistory.Histories histories) {
        var days = histories.courses().getFirst();
        return IntStream.range(0, days.size())
                .mapToObj(
                        point ->
                                new Line(days.get(point).on(), values(questions, histories, point)))
                .toList();
    }

    private static List<@Nullable BigDecimal> values(
            List<HistoryQuestion> questions, KpiHistory.Histories histories, int point) {
        var values = new ArrayList<@Nullable BigDecimal>();
        for (var at = 0; at < questions.size(); at++) {
            var value = histories.courses().get(at).get(point).value();
            values.add(value(questions.get(at).metric(), value, histories.currency()));
        }
        return values;
    }

    private static @Nullable BigDecimal value(
            Metric metric, @Nullable Number value, String currency) {
        if (value == null) {
            return null;
        }
        return metric.isMoney()
                ? Currencies.toMajorUnits(value.longValue(), currency)
                : new BigDecimal(value.toString());
    }
}

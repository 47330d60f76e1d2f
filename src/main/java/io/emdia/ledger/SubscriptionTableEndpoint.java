package io.emdia.ledger;

import io.emdia.http.Column;
import io.emdia.http.Page;
import io.emdia.http.Table;
import io.emdia.http.TableDownload;
import io.emdia.http.TablePage;
import io.emdia.http.TableStyle;
import io.emdia.ledger.SubscriptionLists.Item;
import io.emdia.ledger.SubscriptionLists.Question;
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

import java.util.List;

/** Subscriptions as a file, at any day. */
@RestController
final class SubscriptionTableEndpoint {

    private static final String START = "";

    private static final List<Column<Item>> COLUMNS =
            List.of(
                    Column.text("Conexão", "Connection", Item::connectionId),
                    Column.text("Assinatura", "Subscription", Item::subscriptionId),
                    Column.text("Cliente", "Customer", Item::customerId),
                    Column.text("Nome do cliente", "Customer name", Item::customerName),
                    Column.text("Plano", "Plan", Item::plan),
                    Column.text("Situação", "Status", Item::status),
                    Column.text("Moeda", "Currency", Item::currency),
                    Column.number(
                            "Valor",
                            "Amount",
                            item -> Currencies.toMajorUnits(item.amount(), item.currency())),
                    Column.text("Intervalo", "Interval", Item::interval),
                    Column.count("Intervalos", "Intervals", Item::intervalCount),
                    Column.day("Início", "Started on", Item::startedOn),
                    Column.day("Fim", "Ends on", Item::endsOn));

    private final Asked asked;
    private final SubscriptionLists subscriptions;
    private final TableDownload download;

    SubscriptionTableEndpoint(
            Asked asked, SubscriptionLists subscriptions, TableDownload download) {
        this.asked = asked;
        this.subscriptions = subscriptions;
        this.download = download;
    }

    /**
     * All of the subscriptions that a list of the same parameters shows, by their ids.
     *
     * @param locale {@code pt-BR} or {@code en}; else what {@code Accept-Language} likes best of
     *     the two, else {@code pt-BR}
     */
    @GetMapping(path = "/v1/merchants/{merchant}/subscriptions.csv", produces = "text/csv")
    @Operation(
            summary = "Subscriptions as CSV, filtered like their list",
            description =
                    "locale: pt-BR (semicolons, decimal commas) or en; else by Accept-Language,"
                            + " else pt-BR")
    Mono<Void> csv(
            @PathVariable("merchant") String merchant,
            @RequestParam(name = "status", required = false) @Nullable String status,
            @RequestParam(name = "customer_id", required = false) @Nullable String customerId,
            @RequestParam(name = "connection_id", required = false) @Nullable String connectionId,
            @RequestParam(name = "currency", required = false) @Nullable String currency,
            @RequestParam(name = "as_of", required = false) @Nullable String asOf,
            @RequestParam(name = "locale", required = false) @Nullable String locale,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false)
                    @Nullable String languages,
            ServerWebExchange exchange) {
        var what =
                new SubscriptionAsked(
                        null, status, customerId, connectionId, currency, asOf, null, null, null);
        var filter = what.filter();
        var day = what.day();
        var style = TableStyle.of(locale, languages);
        var order = SubscriptionOrder.DEFAULT;
        return asked.merchant(merchant)
                .map(known -> asked.day(known, day))
                .map(at -> new Question(merchant, at, filter, order, Page.SIZE_MAX, null))
                .flatMap(question -> send(question, style, exchange));
    }

    private Mono<Void> send(Question question, TableStyle style, ServerWebExchange exchange) {
        var name = "%s-subscriptions-%s.csv".formatted(question.merchantId(), question.day());
        return download.send(
                exchange,
                new Table<>(name, style, COLUMNS),
                START,
                cursor -> subscriptions.list(question.after(cursor)).map(this::page));
    }

    private TablePage<Item, String> page(Page<Item> page) {
        return new TablePage<>(page.items(), page.nextCursor());
    }
}

package io.emdia.ledger;

import io.emdia.http.Table;
import io.emdia.http.TableDownload;
import io.emdia.http.TableStyle;
import io.emdia.merchants.Merchant;
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

import java.time.LocalDate;

/** Charges as a file, at any day. */
@RestController
final class ChargeTableEndpoint {

    private final Asked asked;
    private final ChargeTable charges;
    private final TableDownload download;

    ChargeTableEndpoint(Asked asked, ChargeTable charges, TableDownload download) {
        this.asked = asked;
        this.charges = charges;
        this.download = download;
    }

    /**
     * All of the charges that a list of the same parameters shows, by their ids.
     *
     * @param locale {@code pt-BR} or {@code en}; else what {@code Accept-Language} likes best of
     *     the two, else {@code pt-BR}
     */
    @GetMapping(path = "/v1/merchants/{merchant}/charges.csv", produces = "text/csv")
    @Operation(
            summary = "Charges as CSV, filtered like their list",
            description =
                    "locale: pt-BR (semicolons, decimal commas) or en; else by Accept-Language,"
                            + " else pt-BR")
    Mono<Void> csv(
            @PathVariable("merchant") String merchant,
            @RequestParam(name = "status", required = false) @Nullable String status,
            @RequestParam(name = "customer_id", required = false) @Nullable String customerId,
            @RequestParam(name = "subscription_id", required = false)
                    @Nullable String subscriptionId,
            @RequestParam(name = "connection_id", required = false) @Nullable String connectionId,
            @RequestParam(name = "method", required = false) @Nullable String method,
            @RequestParam(name = "currency", required = false) @Nullable String currency,
            @RequestParam(name = "aging", required = false) @Nullable String aging,
            @RequestParam(name = "due_from", required = false) @Nullable String dueFrom,
            @RequestParam(name = "due_to", required = false) @Nullable String dueTo,
            @RequestParam(name = "doubtful", required = false) @Nullable String doubtful,
            @RequestParam(name = "as_of", required = false) @Nullable String asOf,
            @RequestParam(name = "locale", required = false) @Nullable String locale,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false)
                    @Nullable String languages,
            ServerWebExchange exchange) {
        var what =
                new ChargeAsked(
                        null,
                        status,
                        customerId,
                        subscriptionId,
                        connectionId,
                        method,
                        currency,
                        aging,
                        dueFrom,
                        dueTo,
                        ChargeFilter.truth("doubtful", doubtful),
                        asOf,
                        null,
                        null,
                        null);
        var style = TableStyle.of(locale, languages);
        return send(merchant, what.filter(), what.day(), style, exchange);
    }

    private Mono<Void> send(
            String merchant,
            ChargeFilter filter,
            @Nullable LocalDate day,
            TableStyle style,
            ServerWebExchange exchange) {
        return asked.merchant(merchant)
                .map(known -> selection(known, day, filter))
                .flatMap(selection -> send(selection, style, exchange));
    }

    private ChargeTable.Selection selection(
            Merchant merchant, @Nullable LocalDate day, ChargeFilter filter) {
        var asOf = new ChargeLists.AsOf(asked.day(merchant, day), merchant.doubtfulAfterDays());
        return new ChargeTable.Selection(merchant.id(), asOf, filter);
    }

    private Mono<Void> send(
            ChargeTable.Selection selection, TableStyle style, ServerWebExchange exchange) {
        var name = selection.merchantId() + "-charges-" + selection.asOf().day() + ".csv";
        return download.send(
                exchange,
                new Table<>(name, style, ChargeTable.COLUMNS),
                ChargeTable.Position.START,
                position -> charges.after(selection, position));
    }
}

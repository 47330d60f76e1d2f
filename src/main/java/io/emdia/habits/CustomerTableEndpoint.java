package io.emdia.habits;

import io.emdia.http.Column;
import io.emdia.http.Page;
import io.emdia.http.Table;
import io.emdia.http.TableDownload;
import io.emdia.http.TablePage;
import io.emdia.http.TableStyle;
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
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Customers as a file: a row for each currency they were charged in, one row if in none. */
@RestController
final class CustomerTableEndpoint {

    private static final String START = "";

    private static final List<Column<Line>> COLUMNS =
            List.of(
                    Column.text("Conexão", "Connection", line -> line.item().connectionId()),
                    Column.text("Cliente", "Customer", line -> line.item().customerId()),
                    Column.text("Nome", "Name", line -> line.item().name()),
                    Column.text("E-mail", "E-mail", line -> line.item().email()),
                    Column.text("Hábito", "Habit", line -> line.item().habit()),
                    Column.text("Moeda", "Currency", line -> line.of(Balance::currency)),
                    Column.number("Em aberto", "Open amount", amount(Balance::openAmount)),
                    Column.number("Vencido", "Overdue amount", amount(Balance::overdueAmount)),
                    Column.number(
                            "Cobranças vencidas",
                            "Overdue charges",
                            line -> line.of(owed -> BigDecimal.valueOf(owed.overdueCharges()))));

    private final HabitQuestions questions;
    private final Customers customers;
    private final TableDownload download;

    CustomerTableEndpoint(HabitQuestions questions, Customers customers, TableDownload download) {
        this.questions = questions;
        this.customers = customers;
        this.download = download;
    }

    /**
     * @param balance what is owed in one currency; null of a customer without charges
     */
    private record Line(Customers.Item item, @Nullable Balance balance) {

        static Stream<Line> all(Customers.Item item) {
            return item.balances().isEmpty()
                    ? Stream.of(new Line(item, null))
                    : item.balances().stream().map(balance -> new Line(item, balance));
        }

        <T> @Nullable T of(Function<Balance, T> part) {
            return balance == null ? null : part.apply(balance);
        }
    }

    /**
     * All of the customers that a list of the same parameters shows, by their ids.
     *
     * @param locale {@code pt-BR} or {@code en}; else what {@code Accept-Language} likes best of
     *     the two, else {@code pt-BR}
     */
    @GetMapping(path = "/v1/merchants/{merchant}/customers.csv", produces = "text/csv")
    @Operation(
            summary = "Customers as CSV, filtered like their list",
            description =
                    "locale: pt-BR (semicolons, decimal commas) or en; else by Accept-Language,"
                            + " else pt-BR")
    Mono<Void> csv(
            @PathVariable("merchant") String merchant,
            @RequestParam(name = "habit", required = false) @Nullable String habit,
            @RequestParam(name = "overdue", required = false) @Nullable String overdue,
            @RequestParam(name = "currency", required = false) @Nullable String currency,
            @RequestParam(name = "as_of", required = false) @Nullable String asOf,
            @RequestParam(name = "locale", required = false) @Nullable String locale,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false)
                    @Nullable String languages,
            ServerWebExchange exchange) {
        var what =
                new CustomerAsked(
                        null,
                        habit,
                        CustomersEndpoint.truth("overdue", overdue),
                        currency,
                        asOf,
                        null,
                        null,
                        null);
        var style = TableStyle.of(locale, languages);
        return questions.search(merchant, what).flatMap(search -> send(search, style, exchange));
    }

    private Mono<Void> send(CustomerSearch search, TableStyle style, ServerWebExchange exchange) {
        var name = "%s-customers-%s.csv".formatted(search.merchantId(), search.asOf());
        return download.send(
                exchange,
                new Table<>(name, style, COLUMNS),
                START,
                after -> customers.list(search, Page.SIZE_MAX, cursor(after)).map(this::page));
    }

    private static @Nullable String cursor(String after) {
        return after.equals(START) ? null : after;
    }

    private TablePage<Line, String> page(Page<Customers.Item> page) {
        var lines = page.items().stream().flatMap(Line::all).toList();
        return new TablePage<>(lines, page.nextCursor());
    }

    private static Function<Line, @Nullable BigDecimal> amount(Function<Balance, Long> minorUnits) {
        return line ->
                line.of(owed -> Currencies.toMajorUnits(minorUnits.apply(owed), owed.currency()));
    }
}

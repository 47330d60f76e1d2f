package io.emdia.habits;

import io.emdia.http.DayParameter;
import io.emdia.http.Page;
import io.emdia.http.Problem;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

/** Customers over HTTP, with what they owe at any day, each currency apart, and how they pay. */
@RestController
@RequestMapping("/v1/merchants/{merchant}/customers")
final class CustomersEndpoint {

    private final HabitQuestions questions;
    private final Customers customers;

    CustomersEndpoint(HabitQuestions questions, Customers customers) {
        this.questions = questions;
        this.customers = customers;
    }

    /**
     * @param habit only those who pay like that; such a page may be short and still have a next one
     * @param overdue {@code true} for those who owe something that is overdue
     * @param currency of what is overdue, by default the merchant's; where nothing overdue is asked
     *     about, only those who were ever charged in it
     * @param sort {@code name} or {@code overdue_amount}, with a {@code -} for the other direction
     */
    @GetMapping
    Mono<Page<Customers.Item>> list(
            @PathVariable("merchant") String merchant,
            @RequestParam(name = "habit", required = false) @Nullable String habit,
            @RequestParam(name = "overdue", required = false) @Nullable String overdue,
            @RequestParam(name = "currency", required = false) @Nullable String currency,
            @RequestParam(name = "as_of", required = false) @Nullable String asOf,
            @RequestParam(name = "sort", required = false) @Nullable String sort,
            @RequestParam(name = "limit", required = false) @Nullable String limit,
            @RequestParam(name = "cursor", required = false) @Nullable String cursor) {
        return search(
                merchant,
                new CustomerAsked(
                        null,
                        habit,
                        truth("overdue", overdue),
                        currency,
                        asOf,
                        sort,
                        number("limit", limit),
                        cursor));
    }

    /** The same with a text to find them by, which no URL may hold. */
    @PostMapping("/search")
    Mono<Page<Customers.Item>> search(
            @PathVariable("merchant") String merchant, @RequestBody CustomerAsked what) {
        var size = Page.size(what.limit());
        return questions
                .search(merchant, what)
                .flatMap(search -> customers.list(search, size, what.cursor()));
    }

    @GetMapping("/{connection}/{customer}")
    Mono<Customers.Detail> one(
            @PathVariable("merchant") String merchant,
            @PathVariable("connection") String connection,
            @PathVariable("customer") String customer,
            @RequestParam(name = "as_of", required = false) @Nullable String asOf) {
        var day = DayParameter.read("as_of", asOf);
        return questions
                .merchant(merchant)
                .map(known -> questions.day(known, day))
                .flatMap(known -> customers.one(merchant, known, connection, customer))
                .switchIfEmpty(Mono.error(() -> Problem.notFound("there is no such customer")));
    }

    static @Nullable Boolean truth(String parameter, @Nullable String text) {
        if (text != null && !text.equals("true") && !text.equals("false")) {
            throw Problem.invalid(parameter, "must be true or false");
        }
        return text == null ? null : Boolean.valueOf(text);
    }

    private static @Nullable Integer number(String parameter, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException unreadable) {
            throw Problem.invalid(parameter, "must be a whole number");
        }
    }
}

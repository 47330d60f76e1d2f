package io.emdia.habits;

import io.emdia.http.Cursor;
import io.emdia.http.DayParameter;
import io.emdia.http.Page;
import io.emdia.http.Problem;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
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
     */
    @GetMapping
    Mono<Page<Customers.Item>> list(
            @PathVariable("merchant") String merchant,
            @RequestParam(name = "habit", required = false) @Nullable String habit,
            @RequestParam(name = "as_of", required = false) @Nullable String asOf,
            @RequestParam(name = "limit", required = false) @Nullable String limit,
            @RequestParam(name = "cursor", required = false) @Nullable String cursor) {
        var verdict = Verdict.asked(habit);
        var day = DayParameter.read("as_of", asOf);
        var size = Page.size(number("limit", limit));
        var after = cursor == null ? Cursor.of("", "") : Cursor.decode(cursor, 2);
        return questions
                .merchant(merchant)
                .map(known -> new Customers.Question(merchant, questions.day(known, day), verdict))
                .flatMap(question -> customers.list(question, size, after));
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
